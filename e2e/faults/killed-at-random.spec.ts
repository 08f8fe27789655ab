import fs from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@playwright/test'
import { faults, tellFault } from '#lib/platform/test-faults.ts'
import { chance } from '#lib/platform/test-random.ts'
import { expect } from '../fixtures.ts'
import { killPostmaster, printedQr } from '../support/books.ts'
import { newDataDir } from '../support/data-dir.ts'
import { freePort, startPortal } from '../support/portal.ts'
import { descendantOf, processesNaming } from '../support/processes.ts'
import { INGEST_TOKEN, steadyLoad } from './load.ts'

/**
 * Faults F1, F3 and F9: SIGKILL for portal or database, by chance, while people pay and complain, systems send files and codes
 * are asked for; each portal that starts again has a clock that is off by up to a day, forward or back.
 */
const NOON = Date.parse('2026-11-23T13:00:00+05:30')
const MINUTE_MS = 60_000
const CLOCKS_OFF_BY_MINUTES = [0, -15, 15, -24 * 60, 24 * 60]
const { count: KILLS, seed: SEED } = faults(4, 40)
const BACK_WITHIN_MS = 30_000

test('whoever is killed at whatever moment, and whatever the clock says then, nothing acknowledged is lost', async () => {
  test.setTimeout(120_000 * (4 + KILLS))
  const random = chance(SEED)
  const dataDir = newDataDir()
  const port = await freePort()
  const startAt = (minutes: number) =>
    startPortal({
      ...{ dataDir, port, env: { INGEST_TOKEN } },
      clock: new Date(NOON + minutes * MINUTE_MS).toISOString(),
    })
  let portal = await startAt(0)
  const longest = { portal: 0, database: 0 }
  const killed = { portal: 0, database: 0 }
  try {
    const load = steadyLoad(portal.url, await printedQr(dataDir))
    const isServed = async () => {
      const before = load.acknowledged()
      await expect.poll(load.acknowledged, { timeout: BACK_WITHIN_MS, intervals: [20] }).toBeGreaterThan(before + 2)
    }
    // Whoever dies first does so with a complaint in the books.
    await expect.poll(load.complaints, { timeout: 120_000 }).toBeGreaterThan(0)
    for (let kill = 1; kill <= KILLS; kill++) {
      await isServed()
      await pause(50 + random() * 900)
      const which = random() < 0.5 ? 'portal' : 'database'
      await test.step(`${kill}: the ${which}`, async () => {
        const began = performance.now()
        if (which === 'database') killPostmaster(dataDir)
        else {
          process.kill(descendantOf(portal.pid, 'serve.ts'), 'SIGKILL')
          await portal.exited
          await expect.poll(() => processesNaming(dataDir), { timeout: BACK_WITHIN_MS }).toEqual([])
          portal = await startAt(CLOCKS_OFF_BY_MINUTES[Math.floor(random() * CLOCKS_OFF_BY_MINUTES.length)] ?? 0)
        }
        await isServed()
        killed[which]++
        longest[which] = Math.max(longest[which], Math.round(performance.now() - began))
        await load.verify(portal, dataDir)
      })
    }
    await load.stop()
    // The day after, so that no event lies in the future.
    await portal.stop()
    portal = await startAt(24 * 60)
    const all = await load.verify(portal, dataDir)
    const { ledger } = all
    tellFault({
      ...{ fault: `F1 F9 portal killed x ${killed.portal}`, seed: SEED, ledger },
      ...{ recoveredMs: longest.portal, recoverWithinMs: 10_000 },
    })
    tellFault({
      ...{ fault: `F3 database killed x ${killed.database}`, seed: SEED, ledger },
      ...{ recoveredMs: longest.database, recoverWithinMs: 15_000 },
    })
    tellFault({ fault: `F1 F3 F9 all together, complaints: ${load.complaints()}`, seed: SEED, ...all })
  } finally {
    await portal.stop()
  }
  expect(processesNaming(dataDir)).toEqual([])
  fs.rmSync(dataDir, { recursive: true, force: true })
})
