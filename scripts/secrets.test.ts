import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.dirname(import.meta.dirname)

/** What secretlint, with our rules, says of a file with these words; empty where it finds nothing. */
function said(words: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'secrets-'))
  try {
    fs.writeFileSync(path.join(folder, 'settings.ts'), words)
    const secretlint = path.join(ROOT, 'node_modules', 'secretlint', 'bin', 'secretlint.js')
    const args = [secretlint, '--secretlintrc', path.join(ROOT, '.secretlintrc.json'), 'settings.ts']
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
    return status === 0 ? '' : stdout + stderr
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

// Put together here, or the search of this very file would find them.
test.each([
  [
    'a private key',
    `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${'MIIEpAIBAAKCAQEA'.repeat(8)}\n-----END RSA ${'PRIVATE'} KEY-----\n`,
  ],
  ['a token of GitHub', `const token = '${['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_')}'\n`],
])('%s would be found in the tree', (_, words) => {
  expect(said(words)).toContain('error')
})

test('what is no secret is none', () => {
  expect(said("export const AUTH_SECRET = 'a-secret-for-tests-only-0123456789abcdef'\n")).toBe('')
})
