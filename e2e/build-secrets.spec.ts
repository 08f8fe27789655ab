import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { buildSecrets, secretsIn } from '../scripts/build-secrets.ts'
import { newDataDir } from './support/data-dir.ts'
import { ROOT } from './support/run-program.ts'

test('nothing that is built holds a secret of the environment that it was built in', () => {
  const { searched, holding } = secretsIn(path.join(ROOT, '.next'))
  for (const kind of [/^static\/.*\.js$/, /^static\/.*\.css$/, /^server\/.*\.js$/, /^server\/.*\.js\.map$/, /\.json$/])
    expect(searched.filter((file) => kind.test(file)).length, String(kind)).toBeGreaterThan(0)
  expect(holding).toEqual([])
})

test('one that was built in would be found, in a script and in a source map', () => {
  const folder = newDataDir()
  try {
    const secrets = buildSecrets()
    const names = [
      'AUTH_SECRET',
      'RAZORPAY_KEY_SECRET',
      'RAZORPAY_WEBHOOK_SECRET',
      'WHATSAPP_APP_SECRET',
      'DATABASE_URL',
    ]
    expect(Object.keys(secrets)).toEqual(expect.arrayContaining([...names, 'WHATSAPP_TOKEN', 'SIGNING_KEYS']))
    fs.mkdirSync(path.join(folder, 'static'))
    const files = names.map((name, at) => path.join('static', `${name}.js${at % 2 === 0 ? '' : '.map'}`))
    for (const [at, file] of files.entries())
      fs.writeFileSync(path.join(folder, file), `a="${secrets[names[at] ?? '']}"`)
    expect(secretsIn(folder).holding.sort()).toEqual(files.sort())
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
})
