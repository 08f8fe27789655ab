import fs from 'node:fs'
import path from 'node:path'
import type { Portal } from '../support/portal.ts'
import { type Certificate, type Issuer, newIssuer } from './certificates.ts'
import { expect, test } from './fixtures.ts'
import {
  type Account,
  answerOf,
  makePortalsDatabase,
  newPostgres,
  PORTAL,
  query,
  SERVER_OWNER,
  TABLES_OWNER,
} from './postgres-pair.ts'
import { type ServerProcess, writeOwned } from './server-process.ts'

/** A database that knows its accounts by certificates alone, by docs/deploy.md, “Without a password”. */
let issuer: Issuer
let server: ServerProcess & { port: number }
let portal: Portal | undefined

test.beforeAll(async ({ cluster: { folder, programs, postgres, startOn } }) => {
  const place = path.join(folder, 'servers', 'certified')
  server = await newPostgres(place, programs)
  issuer = newIssuer(`${place}-issuer`, 'Database')
  const own = issuer.issue('localhost')
  const settings = { ssl: 'on', ssl_cert_file: own.certificate, ssl_key_file: own.key, ssl_ca_file: issuer.certificate }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`)
  fs.appendFileSync(path.join(place, 'postgresql.conf'), lines.join(''))
  writeOwned(
    path.join(place, 'pg_hba.conf'),
    `host all ${SERVER_OWNER.user} 127.0.0.1/32 scram-sha-256\nhostssl portal all 127.0.0.1/32 cert\n`,
  )
  await server.start()
  await makePortalsDatabase(postgres.address(SERVER_OWNER, server.port, 'postgres'))
  portal = await startOn({
    DATABASE_URL: addressWith(PORTAL, issuer.issue(PORTAL.user)),
    DATABASE_OWNER_URL: addressWith(TABLES_OWNER, issuer.issue(TABLES_OWNER.user)),
  })
})
test.afterAll(async () => {
  await portal?.stop()
  await server?.stop()
})

test('the portal and its commands work with certificates in the place of passwords', async () => {
  const ready = await (await fetch(`${portal?.url}/api/ready`)).json()
  expect(ready).toMatchObject({ ledger: { guardedBy: ['triggers', 'role'] }, rowsHeld: true })
  expect((await fetch(`${portal?.url}/login`)).status).toBe(200)
  const { code, output } = (await portal?.command('lib/payments/verify-ledger-command.ts')) ?? {}
  expect(code, output).toBe(0)
})

test('a password, another account’s certificate and another issuer’s open nothing', async ({ cluster }) => {
  const asked = (url: string) => answerOf(url, 'select current_user as "answer"')
  const own = issuer.issue('reader')
  await query(cluster.postgres.address(SERVER_OWNER, server.port, 'postgres'), ['create role reader login'])
  expect(await asked(addressWith({ user: 'reader', password: '' }, own))).toBe('reader')

  await expect(asked(cluster.postgres.address(PORTAL, server.port))).rejects.toThrow(/pg_hba/)
  await expect(asked(addressWith(PORTAL, own))).rejects.toThrow(/certificate authentication failed/)
  const strange = newIssuer(path.join(cluster.folder, 'servers', 'strange-database'), 'Database').issue('reader')
  await expect(asked(addressWith({ user: 'reader', password: '' }, strange))).rejects.toThrow(
    /unknown ca|SSL|reset|terminated/,
  )
})

/** The address for an account that shows a certificate, and wants one of the server for its name. */
function addressWith({ user }: Account, { certificate, key }: Certificate): string {
  const shown = new URLSearchParams({
    ...{ sslmode: 'verify-full', sslrootcert: issuer.certificate },
    ...{ sslcert: certificate, sslkey: key },
  })
  return `postgresql://${user}@localhost:${server.port}/portal?${shown}`
}
