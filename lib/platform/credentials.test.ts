import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { demandOwn, withCredentials } from './credentials.ts'
import { readEnv } from './env.ts'

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'credentials-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const SECRET = 'a-secret-in-a-file-0123456789abcdefgh'
const file = (name: string, text: string, mode = 0o400) => {
  const written = path.join(folder, name)
  fs.writeFileSync(written, text)
  // Whatever the mask of this account takes away.
  fs.chmodSync(written, mode)
  return written
}

test('a secret comes from the file that systemd hands over, without the end of its line', () => {
  file('AUTH_SECRET', `${SECRET}\n`)
  file('SMS_TEMPLATE_OTP', '66a0aa\r\n')
  file('notes.txt', 'no setting')
  const given = withCredentials({ PORTAL_MODE: 'demo', CREDENTIALS_DIRECTORY: folder })
  expect(given).toEqual({
    ...{ PORTAL_MODE: 'demo', CREDENTIALS_DIRECTORY: folder },
    ...{ AUTH_SECRET: SECRET, SMS_TEMPLATE_OTP: '66a0aa' },
  })
  expect(readEnv(given)).toMatchObject({ ok: true, env: { authSecrets: [SECRET] } })
})

test('what the environment names outweighs the file, also when it is empty: the web server has no owner’s account', () => {
  file('DATABASE_OWNER_URL', 'postgresql://owner@db.example/portal')
  file('AUTH_SECRET', SECRET)
  const given = { CREDENTIALS_DIRECTORY: folder, DATABASE_OWNER_URL: '', AUTH_SECRET: 'x'.repeat(32) }
  expect(withCredentials(given)).toEqual(given)
})

test('without such files the settings are those of the environment; a folder that is not there is said', () => {
  expect(withCredentials({ PORT: '3001' })).toEqual({ PORT: '3001' })
  const nowhere = path.join(folder, 'nowhere')
  expect(() => withCredentials({ CREDENTIALS_DIRECTORY: nowhere })).toThrow(`${nowhere} cannot be read`)
})

test.each([0o600, 0o400, 0o640])('a file of settings of mode %o is the portal’s own', (mode) => {
  expect(() => demandOwn(file('.env', '', mode))).not.toThrow()
})

test.each([0o644, 0o604, 0o602, 0o666])('a file of settings of mode %o is refused', (mode) => {
  const open = file('.env', '', mode)
  expect(() => demandOwn(open)).toThrow(`chmod o= ${open}`)
})

test.each(['scripts/portal.ts', 'lib/payments/verify-ledger-command.ts'])(
  '%s does not start live beside a file of settings that others can read',
  (program) => {
    file('.env', '', 0o644)
    const live = {
      ...{ PORTAL_MODE: 'live', DATABASE_URL: 'postgresql://portal@127.0.0.1:1/portal', AUTH_SECRET: SECRET },
      ...{ PORTAL_URL: 'https://khata.invalid', UPI_VPA: 'utility@bank', UPI_PAYEE_NAME: 'Utility' },
      ...{ RAZORPAY_WEBHOOK_SECRET: 'whsec', SMS_PROVIDER: 'msg91', MSG91_AUTH_KEY: 'key' },
    }
    const env = { ...process.env, ...live }
    const root = path.join(import.meta.dirname, '..', '..')
    const started = spawnSync(process.execPath, [path.join(root, program)], { cwd: folder, env, encoding: 'utf8' })
    expect([started.status, started.stdout]).toEqual([1, ''])
    expect(started.stderr).toContain(`chmod o= ${fs.realpathSync(folder)}/.env`)
  },
)

test('the unit of systemd hands over settings that there are, each from the file of its name', () => {
  const root = path.join(import.meta.dirname, '..', '..')
  const unit = fs.readFileSync(path.join(root, 'docs', 'deploy', 'portal@.service'), 'utf8')
  const example = fs.readFileSync(path.join(root, '.env.example'), 'utf8')
  const handed = [...unit.matchAll(/^LoadCredential=(\w+):\/etc\/portal\/secrets\/(\w+)$/gm)]
  expect(handed.length).toBeGreaterThanOrEqual(5)
  for (const [, name, from] of handed) {
    expect(from).toBe(name)
    expect(example).toMatch(new RegExp(`^#${name}=`, 'm'))
  }
})

test('no file of settings at all is as good', () => {
  expect(() => demandOwn(path.join(folder, '.env'))).not.toThrow()
})
