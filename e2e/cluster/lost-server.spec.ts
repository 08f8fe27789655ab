import fs from 'node:fs'
import path from 'node:path'
import type { Portal } from '../support/portal.ts'
import { ARCHIVED, archiveCaughtUp, type Backups, backupsOf, LOGGED, lsn, say, secondsSince, timed } from './backups.ts'
import { type Cluster, INGEST_TOKEN } from './cluster.ts'
import { expect, test } from './fixtures.ts'
import {
  answerOf,
  makePortalsDatabase,
  newPostgres,
  PORTAL,
  postgresIn,
  query,
  SERVER_OWNER,
  TABLES_OWNER,
} from './postgres-pair.ts'
import { masterFile, sendFile } from './send-file.ts'
import { makeOwned } from './server-process.ts'

/** A server is killed while payments come, and its folder is lost: what the base backup and the archived log bring back. */
const HOMES = 40
const [BEFORE_BASE, AFTER_BASE, UNTIL_KILLED] = [20, 60, 150]
const PAYING_AT_ONCE = 4

/** A payment that the portal said it has, with where the server's log had come to by then, if it could still be asked. */
type Acknowledged = { reference: string; at: bigint | null }

for (const { name, from, isWaitedFor } of [
  { name: 'what was archived comes back, and no payment before its end is missing', from: '1006', isWaitedFor: false },
  { name: 'where the server waits for the archive, no payment at all is missing', from: '1007', isWaitedFor: true },
])
  test(name, async ({ cluster }) => {
    const folder = path.join(cluster.folder, 'servers', `lost-${from}`)
    const server = await newPostgres(folder, cluster.programs)
    const backups = backupsOf(`${folder}-backups`, cluster.programs, server.port)
    await server.start()
    const url = cluster.postgres.address(SERVER_OWNER, server.port, 'postgres')
    await makePortalsDatabase(url)
    await backups.archive.start()
    const portal = await cluster.startOn(addressesAt(cluster, server.port))
    try {
      await sendFile(portal, 'consumers', masterFile({ from, count: HOMES }))
      const payments = payingOn(portal, url, from)
      await payments.until(BEFORE_BASE)
      const base = timed(() => backups.takeBase())
      // The slot keeps what comes while the archive's machine is down.
      await backups.archive.stop('SIGKILL')
      await payments.until(AFTER_BASE)
      await backups.archive.start()
      await archiveCaughtUp(url)
      // After the base backup, or the restored server would wait as well.
      if (isWaitedFor)
        for (const statement of [`alter system set synchronous_standby_names = 'pg_receivewal'`, RELOAD])
          await query(url, [statement])
      const moment = await answerOf(url, 'select clock_timestamp()::text as "answer"')
      const atMoment = payments.acknowledged.length
      const paying = payments.until(Number.POSITIVE_INFINITY)
      await expect.poll(() => payments.acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(UNTIL_KILLED)
      const archived = lsn(await answerOf(url, ARCHIVED))
      await server.stop('SIGKILL')
      fs.rmSync(folder, { recursive: true, maxRetries: 20, retryDelay: 100 })
      await paying
      await backups.archive.stop()

      const last = await restored(cluster, backups, `${folder}-restored`)
      const found = await referencesIn(last.url)
      const missing = payments.acknowledged.filter(({ reference }) => !found.has(reference))
      expect(last.endedAt >= archived, 'what the server knew to be archived is there').toBe(true)
      expect(missing.filter(({ at }) => at !== null && at <= last.endedAt)).toEqual([])
      if (isWaitedFor) expect(missing).toEqual([])
      expect(found.size).toBeGreaterThan(atMoment)
      await booksHold(cluster, last.server.port)
      await last.server.stop()
      say(
        `base backup ${base.seconds} s; of ${payments.acknowledged.length} payments acknowledged before the server was killed ${missing.length} missing; restored, with its log, in ${last.seconds} s`,
      )

      await test.step('it comes back as it was at a moment, without what came later', async () => {
        const then = await restored(cluster, backups, `${folder}-then`, moment)
        const known = payments.acknowledged.slice(0, atMoment).map(({ reference }) => reference)
        expect([...(await referencesIn(then.url))].sort()).toEqual(known.sort())
        await booksHold(cluster, then.server.port)
        await then.server.stop()
      })

      await test.step('a moment before every backup or after the log’s end is refused, and a folder in use', async () => {
        expect(() => backups.restore(`${folder}-never`, '2020-01-01 00:00:00+05:30')).toThrow(/was done before/)
        expect(() => backups.restore(`${folder}-then`)).toThrow(/is not empty/)
        await expect(restored(cluster, backups, `${folder}-later`, '2100-01-01 00:00:00+05:30')).rejects.toThrow()
      })
    } finally {
      await portal.stop()
      await backups.archive.stop()
      await server.stop('SIGKILL')
    }
  })

test('of base backups the last few stay, and of the log what they need', async ({ cluster }) => {
  const folder = path.join(cluster.folder, 'servers', 'kept')
  const server = await newPostgres(folder, cluster.programs)
  const backups = backupsOf(`${folder}-backups`, cluster.programs, server.port)
  await server.start()
  const url = cluster.postgres.address(SERVER_OWNER, server.port, 'postgres')
  await makePortalsDatabase(url)
  await backups.archive.start()
  const segments = () => fs.readdirSync(path.join(backups.folder, 'wal')).sort()
  const [first] = segments()
  for (let taken = 0; taken < 3; taken++) {
    backups.takeBase(2)
    // Their names tell seconds.
    const second = Math.floor(Date.now() / 1_000)
    await expect.poll(() => Math.floor(Date.now() / 1_000)).toBeGreaterThan(second)
  }
  const bases = fs.readdirSync(path.join(backups.folder, 'base')).sort()
  expect(bases).toHaveLength(2)
  expect(segments()).not.toContain(first?.replace('.partial', ''))
  await backups.archive.stop()
  await server.stop('SIGKILL')
  const last = await restored(cluster, backups, `${folder}-restored`)
  expect(last.said).toContain(bases.at(-1))
  await last.server.stop()
})

const RELOAD = 'select pg_reload_conf()'

const addressesAt = ({ postgres: { address } }: Cluster, port: number) => ({
  DATABASE_URL: address(PORTAL, port),
  DATABASE_OWNER_URL: address(TABLES_OWNER, port),
})

/**
 * Pays at counters of the homes in turn, each payment in a file of its own. `until` comes back when so many have been
 * acknowledged, or when one was not.
 */
function payingOn(portal: Portal, url: string, from: string) {
  const acknowledged: Acknowledged[] = []
  let sent = 0
  const pay = async (): Promise<boolean> => {
    const serial = String(sent++).padStart(4, '0')
    const home = `${from}${String(sent % HOMES).padStart(4, '0')}`
    const reference = `LOST-${serial}`
    const answer = await fetch(`${portal.url}/api/ingest/payments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${INGEST_TOKEN}`, 'content-type': 'text/csv' },
      body: `consumer_no,amount_rupees,paid_at,channel,reference\n${home},10.00,2026-11-20 10:00,COUNTER,${reference}\n`,
    })
    const said = await answer.text()
    if (answer.status !== 200) return false
    expect(JSON.parse(said), said).toMatchObject({ accepted: 1 })
    const at = await answerOf(url, LOGGED).then(lsn, () => null)
    acknowledged.push({ reference, at })
    return true
  }
  return {
    acknowledged,
    until: async (count: number) => {
      const paying = async () => {
        while (acknowledged.length < count && (await pay()));
      }
      await Promise.all(Array.from({ length: PAYING_AT_ONCE }, paying))
    },
  }
}

/** Restores to a folder and starts a server on it, which is open for writing when this comes back. */
async function restored(cluster: Cluster, backups: Backups, data: string, moment?: string) {
  makeOwned(data)
  const began = performance.now()
  const said = backups.restore(data, moment)
  const server = await postgresIn(data, cluster.programs)
  await server.start()
  const { address } = cluster.postgres
  const atServer = address(SERVER_OWNER, server.port, 'postgres')
  while ((await answerOf(atServer, 'select pg_is_in_recovery()::text as "answer"')) === 'true');
  const seconds = secondsSince(began)
  // Says where the log of before ended and that of this server begins.
  const history = await answerOf(atServer, `select pg_read_file('pg_wal/00000002.history') as "answer"`)
  const endedAt = lsn(/^1\t(\S+)/m.exec(history)?.[1] ?? '')
  return { server, said, seconds, endedAt, url: address(SERVER_OWNER, server.port) }
}

async function referencesIn(url: string): Promise<Set<string>> {
  const rows = await query<{ reference: string }>(url, [
    `select "reference" from "Payment" where "reference" like 'LOST-%'`,
  ])
  return new Set(rows.map(({ reference }) => reference))
}

/** With a portal on it, as everybody will find it. */
async function booksHold(cluster: Cluster, port: number): Promise<void> {
  const portal = await cluster.startOn(addressesAt(cluster, port))
  try {
    const books = await portal.command('lib/payments/verify-ledger-command.ts')
    expect(books.code, books.output).toBe(0)
  } finally {
    await portal.stop()
  }
}
