import { test } from '@playwright/test'
import { type Fault, type FaultProxy, faultProxy } from '#lib/platform/test-fault-proxy.ts'
import { faults, tellFault } from '#lib/platform/test-faults.ts'
import { chance } from '#lib/platform/test-random.ts'
import { expect } from '../fixtures.ts'
import { printedQr } from '../support/books.ts'
import { type OutsidePostgres, outsidePostgres } from '../support/outside-postgres.ts'
import { type Portal, startPortal } from '../support/portal.ts'
import { descendantOf } from '../support/processes.ts'
import { INGEST_TOKEN, steadyLoad } from './load.ts'
import { reader, untilServed, watch } from './watch.ts'

/**
 * Faults F4 and F15: the way to the database fails while people pay and complain, systems send files and
 * somebody reads.
 */
const ASHA = '9000000028'
const CLOCK = '2026-11-23T13:00:00+05:30'
const { count: ROUNDS, seed: SEED } = faults(1, 10)
/** 3 s of a statement, 2 s of silence, 4 s of waiting for a connection, and the machine's own time. */
const ANSWERED_WITHIN_MS = 12_000
/** The plan's figure, for the table. */
const PLANNED_MS = 10_000
const BACK_WITHIN_MS = 30_000

/** Each with the longest that it lasts; what hangs has to last until it is given up. */
const FAULTS: [string, Fault, number][] = [
  ['refused', { kind: 'refused' }, 6_000],
  ['hung', { kind: 'hung' }, 26_000],
  ['slow', { kind: 'slow', milliseconds: 150 }, 6_000],
  ['cut in mid-answer', { kind: 'cut' }, 6_000],
  ['dead without a word', { kind: 'dead' }, 4_000],
]

let outside: OutsidePostgres
let proxy: FaultProxy
let portal: Portal
let direct: string

test.beforeAll(async () => {
  test.setTimeout(240_000)
  outside = await outsidePostgres()
  direct = await outside.newDatabase('demo')
  const { hostname, port } = new URL(direct)
  proxy = await faultProxy({ host: hostname, port: Number(port) }, SEED)
  const env = { DATABASE_URL: proxy.through(direct), PORTAL_MODE: 'demo', INGEST_TOKEN }
  portal = await startPortal({ clock: CLOCK, env })
})
test.afterAll(async () => {
  await portal?.stop()
  await proxy?.close()
  await outside?.remove()
})

test('whatever befalls the way to the database, pages say so, the portal comes back and nothing is lost', async () => {
  test.setTimeout(900_000 * ROUNDS)
  const random = chance(SEED)
  const asha = await reader(portal, ASHA)
  const load = steadyLoad(portal.url, await printedQr({ url: direct }))
  const server = descendantOf(portal.pid, 'serve.ts')
  const longest = new Map<string, number>()
  const slowest = new Map<string, number>()
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [name, fault, longestMs] of FAULTS.toSorted(() => random() - 0.5)) {
      await test.step(`${name}, ${round}`, async () => {
        const before = load.paid()
        await expect.poll(load.paid, { timeout: BACK_WITHIN_MS }).toBeGreaterThan(before)
        const watched = watch(asha)
        await proxy.be(fault)
        await new Promise((resolve) =>
          setTimeout(resolve, longestMs * (fault.kind === 'hung' ? 1 : 0.5 + random() / 2)),
        )
        await proxy.be({ kind: 'well' })
        const recoveredMs = await untilServed(asha, BACK_WITHIN_MS)
        longest.set(name, Math.max(recoveredMs, longest.get(name) ?? 0))
        await watched.stop()
        const { seen } = watched
        slowest.set(name, Math.max(slowest.get(name) ?? 0, ...seen.map(({ milliseconds }) => milliseconds)))
        expect(seen.filter(({ status }) => status !== 200 && status !== 503)).toEqual([])
        expect(seen.filter(({ isPlain }) => !isPlain)).toEqual([])
        expect(seen.filter(({ address, status }) => address === '/api/health' && status !== 200)).toEqual([])
        expect(seen.filter(({ milliseconds }) => milliseconds > ANSWERED_WITHIN_MS)).toEqual([])
        if (fault.kind === 'refused' || fault.kind === 'hung')
          expect(seen.some(({ status }) => status === 503)).toBe(true)
        expect(descendantOf(portal.pid, 'serve.ts')).toBe(server)
        await load.verify(portal, { url: direct })
      })
    }
  }
  await load.stop()
  const all = await load.verify(portal, { url: direct })
  expect(load.complaints()).toBeGreaterThan(0)
  for (const [name, recoveredMs] of longest)
    tellFault({
      ...{ fault: `F4 database ${name} x ${ROUNDS}`, seed: SEED, recoveredMs, ledger: all.ledger },
      ...{ answeredMs: slowest.get(name), answerWithinMs: PLANNED_MS },
    })
  tellFault({ fault: `F4 all together, complaints: ${load.complaints()}`, seed: SEED, ...all })
})
