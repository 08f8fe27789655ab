import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { prepareDatabase } from './command.ts'
import { openEmbeddedDatabase } from './embedded-database.ts'
import { TEMPLATE, TEST_SERVER_URL } from './test-database.ts'

/**
 * Vitest's global setup: one server in a folder of its own and one migrated template, from which each test file clones
 * its database. `TEST_POSTGRES` names the folder of another PostgreSQL to run on, such as Debian's 15.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-test-'))
  // As root the server runs as another account, which must be able to enter.
  fs.chmodSync(folder, 0o755)
  const embedded = await openEmbeddedDatabase(folder, process.env.TEST_POSTGRES)
  const server = new URL(embedded.ownerUrl('postgres'))
  process.env[TEST_SERVER_URL] = server.href

  // Nobody looks for a test's rows after a power cut, and writing them through costs a file of tests a second or two.
  const owner = new pg.Client({ connectionString: server.href })
  await owner.connect()
  await owner.query('alter system set fsync = off')
  await owner.query('alter system set full_page_writes = off')
  await owner.query('select pg_reload_conf()')
  await owner.end()

  const end = async () => {
    await embedded.leave()
    fs.rmSync(folder, { recursive: true, force: true })
  }
  const place = { url: embedded.url(TEMPLATE), ownerUrl: embedded.ownerUrl(TEMPLATE) }
  await prepareDatabase(place).catch(async (error) => {
    await end()
    throw error
  })
  return end
}
