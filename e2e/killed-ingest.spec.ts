import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@playwright/test'
import { faults, tellFault } from '#lib/platform/test-faults.ts'
import { chance } from '#lib/platform/test-random.ts'
import { addDays, day } from '#lib/units/ist.ts'
import { expect } from './fixtures.ts'
import { ask, killPostmaster } from './support/books.ts'
import { demoDataDir } from './support/data-dir.ts'
import { untilInOrder } from './support/in-order.ts'
import { freePort, type Portal, startPortal } from './support/portal.ts'
import { descendantOf, processesNaming } from './support/processes.ts'

/** SIGKILL while a head end's file is being taken: nothing of it is seen, and then all of it, without being sent again. */
const CLOCK = '2026-11-23T10:00:00+05:30'
const TOKEN = 'a-token-of-the-test-that-kills'
const BLOCKS = 48
const WITHIN = { timeout: 150_000, intervals: [20] }
/** Deaths at any moment of a file of its own, after the three that are waited for. */
const { count: AT_RANDOM, seed: SEED } = faults(0, 17)
/** The plan's files have 580,000 rows; those of `npm test` a third. */
const METERS = AT_RANDOM > 0 ? 12_212 : 4_000
const FIRST_DAY = day('2026-10-20')

const meterNo = (index: number) => `KI${String(index).padStart(6, '0')}`
const each = <T>(of: (index: number) => T) => Array.from({ length: METERS }, (_, index) => of(index))
const MASTER = [
  'consumer_no,name,address,category,mode,sanctioned_load_kw,phase,meter_no,meter_interval_minutes,subdivision,connected_on',
  ...each(
    (index) =>
      `99${String(index).padStart(8, '0')},Invented Person ${index},"Plot ${index}, Ranchi",DS_URBAN,POSTPAID,2,SINGLE,${meterNo(index)},30,Kokar,2020-01-15`,
  ),
].join('\n')

/** Every second day has a gap, which is the longer way. */
function blocksOf(on: string): string {
  const rows = each((index) =>
    Array.from({ length: BLOCKS }, (_, block) => {
      const time = `${String(block >> 1).padStart(2, '0')}:${block % 2 === 0 ? '00' : '30'}`
      return index % 2 === 1 && block === 20
        ? ''
        : `${meterNo(index)},${on} ${time},0.${100 + block},${230 + (index % 9)}`
    }),
  )
  return ['meter_no,start,kwh,voltage_v', ...rows.flat().filter(Boolean)].join('\n')
}
const ROWS = METERS * BLOCKS - METERS / 2

/** The same meters' blocks as MeterData, a profile each. */
function profilesOf(on: string): string {
  const set = { name: 'Blocks', payloadDescriptors: [{ readingType: 'kWh imp block', reportedMode: 'USAGE' }] }
  const profiles = each((index) => ({
    ...{ profileType: 'INTERVAL', meterRefs: [{ scheme: 'METER_SERIAL', value: meterNo(index) }] },
    ...{ payloadDescriptorSetRef: 'Blocks', intervalPeriod: { start: `${on}T00:00:00+05:30`, duration: 'PT30M' } },
    intervals: Array.from({ length: BLOCKS }, (_, id) => ({ id, payloads: [0.1] })),
  }))
  return JSON.stringify([{ profileType: 'DESCRIPTOR', id: 'D', payloadDescriptorSets: [set] }, ...profiles])
}

const send = (portal: Portal, kind: string, body: string, type = 'text/csv') =>
  fetch(`${portal.url}/api/ingest/${kind}`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': type },
  })

test('a file whose portal or database dies is taken whole by itself, once', async () => {
  test.setTimeout(600_000 + 300_000 * AT_RANDOM)
  const dataDir = await demoDataDir(CLOCK)
  const port = await freePort()
  const start = () => startPortal({ clock: CLOCK, dataDir, port, env: { INGEST_TOKEN: TOKEN } })
  const seenBlocks = async (on: string): Promise<number> => {
    const question = `select coalesce(sum("blocksKnown"), 0)::int as "known" from "BlockDay" d
      join "Meter" m on m."id" = d."meterId" where d."onDay" = $1::date and m."serialNo" like 'KI%'`
    return (await ask(dataDir, question, [on]))[0].known
  }
  const begun = async (kind = 'block-reads') =>
    (await ask(dataDir, `select count(*)::int as "files" from "IngestBatch" where "kind" = $1`, [kind]))[0].files
  const halves = new Set<string>()
  const incoming = () => fs.readdirSync(path.join(dataDir, 'incoming')).filter((name) => !halves.has(name))
  let portal = await start()
  try {
    const master = await send(portal, 'consumers', MASTER)
    expect([master.status, await master.json()]).toMatchObject([200, { accepted: METERS, rejected: 0 }])

    await test.step('the web server is killed', async () => {
      const before = await begun()
      const sent = send(portal, 'block-reads', blocksOf('2026-11-20')).catch(() => 'no answer')
      await expect.poll(() => begun(), WITHIN).toBe(before + 1)
      process.kill(descendantOf(portal.pid, 'serve.ts'), 'SIGKILL')
      await portal.exited
      expect(await sent).toBe('no answer')
      await expect.poll(() => processesNaming(dataDir), WITHIN).toEqual([])
      expect(incoming()).not.toEqual([])
      portal = await start()
      expect([0, ROWS]).toContain(await seenBlocks('2026-11-20'))
      await expect.poll(() => seenBlocks('2026-11-20'), WITHIN).toBe(ROWS)
      await untilInOrder(portal)
    })

    await test.step('the web server is killed while profiles are taken', async () => {
      const before = await begun('meter-data')
      const sent = send(portal, 'meter-data', profilesOf('2026-11-22'), 'application/json').catch(() => 'no answer')
      await expect.poll(() => begun('meter-data'), WITHIN).toBe(before + 1)
      process.kill(descendantOf(portal.pid, 'serve.ts'), 'SIGKILL')
      await portal.exited
      expect(await sent).toBe('no answer')
      await expect.poll(() => processesNaming(dataDir), WITHIN).toEqual([])
      portal = await start()
      expect([0, METERS * BLOCKS]).toContain(await seenBlocks('2026-11-22'))
      await expect.poll(() => seenBlocks('2026-11-22'), WITHIN).toBe(METERS * BLOCKS)
      await untilInOrder(portal)
    })

    await test.step('the database is killed', async () => {
      const before = await begun()
      const sent = send(portal, 'block-reads', blocksOf('2026-11-21'))
      await expect.poll(() => begun(), WITHIN).toBe(before + 1)
      killPostmaster(dataDir)
      expect((await sent).status).toBeGreaterThanOrEqual(500)
      await expect.poll(() => seenBlocks('2026-11-21').catch(() => null), WITHIN).toBe(ROWS)
      await untilInOrder(portal)
    })

    const random = chance(SEED)
    let takenMs = 0
    for (let death = 0; death < AT_RANDOM; death++) {
      const [which, share] = [random() < 0.5 ? 'web server' : 'database', random()]
      await test.step(`the ${which} is killed at ${Math.round(share * 100)} % of a file`, async () => {
        const on = addDays(FIRST_DAY, death)
        const sentAt = performance.now()
        // The first tells how long one takes that nothing befalls.
        if (takenMs === 0) {
          expect((await send(portal, 'block-reads', blocksOf(addDays(FIRST_DAY, -1)))).status).toBe(200)
          takenMs = performance.now() - sentAt
        }
        const sent = send(portal, 'block-reads', blocksOf(on)).then(
          ({ status }) => status,
          () => 'no answer',
        )
        await pause(share * takenMs)
        if (which === 'database') killPostmaster(dataDir)
        else {
          process.kill(descendantOf(portal.pid, 'serve.ts'), 'SIGKILL')
          await portal.exited
          await expect.poll(() => processesNaming(dataDir), WITHIN).toEqual([])
          portal = await start()
        }
        const answer = await sent
        const seen = () => seenBlocks(on).catch(() => null)
        await expect.poll(async () => [0, ROWS].includes((await seen()) ?? -1), WITHIN).toBe(true)
        // Cut off before all of it had come, it was never here: the head end sends it again. Half of it lies there for a day.
        const here = incoming()
        if (answer !== 200 && (await seen()) !== ROWS && !here.some((name) => name.endsWith('.json'))) {
          for (const name of here) halves.add(name)
          expect((await send(portal, 'block-reads', blocksOf(on))).status).toBe(200)
        }
        await expect.poll(seen, WITHIN).toBe(ROWS)
        await untilInOrder(portal)
      })
    }

    await test.step('sent again, it changes nothing', async () => {
      const again = await send(portal, 'block-reads', blocksOf('2026-11-20'))
      expect([again.status, await again.json()]).toMatchObject([200, { accepted: 0, unchanged: ROWS, rejected: 0 }])
      await expect.poll(incoming, WITHIN).toEqual([])
      const all = (2 + AT_RANDOM) * ROWS + METERS * BLOCKS
      const ledger = await untilInOrder(portal)
      tellFault({ fault: `F10 killed in files x ${3 + AT_RANDOM}`, seed: SEED, acknowledged: all, found: all, ledger })
    })
  } finally {
    await portal.stop()
  }
  fs.rmSync(dataDir, { recursive: true, force: true })
})
