import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { prepareDatabase } from './command.ts'
import { openEmbeddedDatabase } from './embedded-database.ts'
import { TEMPLATE, TEST_SERVER_URL } from './test-database.ts'

/**
 * Vitest's global setup: one server in a folder of its own and one migrated template, from which each test file clones
 * its database. `TEST_DATABASE_URL` names another server to run on, such as an installed PostgreSQL 15.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const folder = given ? null : fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-test-'))
  if (folder) fs.chmodSync(folder, 0o755)
  const embedded = folder ? await openEmbeddedDatabase(folder) : null
  const server = new URL(given ?? (embedded?.url('postgres') as string))
  process.env[TEST_SERVER_URL] = server.href

  const template = new URL(server)
  template.pathname = `/${TEMPLATE}`
  const client = new pg.Client({ connectionString: server.href })
  await client.connect()
  await client.query(`drop database if exists ${TEMPLATE} with (force)`)
  await client.end()
  await prepareDatabase(template.href)

  return async () => {
    await embedded?.leave()
    if (folder) fs.rmSync(folder, { recursive: true, force: true })
  }
}
