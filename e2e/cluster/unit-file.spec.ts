import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'

const UNIT = path.join(import.meta.dirname, '..', '..', 'docs', 'deploy', 'portal@.service')

/** What systemd remarks about the unit of a portal; nothing where it takes it as it is. */
function remarks(unit: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-unit-'))
  const file = path.join(folder, 'portal@3001.service')
  // systemd looks for the program as well, which may lie elsewhere here.
  fs.writeFileSync(file, unit.replace('/usr/bin/node', process.execPath))
  const { status, stdout, stderr, error } = spawnSync('systemd-analyze', ['verify', '--man=no', file], {
    encoding: 'utf8',
  })
  fs.rmSync(folder, { recursive: true })
  if (error) throw error
  return `${stdout}${stderr}${status === 0 ? '' : `ended with ${status}`}`
}

test('systemd takes the unit of a portal as it stands in the documents', () => {
  const unit = fs.readFileSync(UNIT, 'utf8')
  expect(remarks(unit)).toBe('')
  expect(remarks(unit.replace('Restart=always', 'Restart=perhaps'))).toContain('perhaps')
})
