import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'

const ROOT = path.dirname(import.meta.dirname)
const PLAYWRIGHT = path.join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js')

it.each(['faults', 'cluster'])('what `npm run test:%s` tells, which is no part of npm test, can be begun', (name) => {
  const args = [PLAYWRIGHT, 'test', '--config', path.join('e2e', name), '--list']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(stdout).toMatch(/^Total: \d+ tests in \d+ files$/m)
})
