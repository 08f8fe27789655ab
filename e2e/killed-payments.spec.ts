import fs from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { test } from '@playwright/test'
import { tellFault } from '#lib/platform/test-faults.ts'
import { expect } from './fixtures.ts'
import { bookedPayments, capturedPayments, killPostmaster, postmaster } from './support/books.ts'
import { demoDataDir } from './support/data-dir.ts'
import { untilInOrder } from './support/in-order.ts'
import { openBill } from './support/open-bill.ts'
import { payAheadAllTheTime, payAllTheTime } from './support/payer.ts'
import { freePort, startPortal } from './support/portal.ts'
import { descendantOf, processesNaming } from './support/processes.ts'

/** Faults F1 and F3: SIGKILL in the middle of payments, again and again, for the portal and its database in turn. */
const ASHA = '9000000028'
const CLOCK = '2026-11-23T10:00:00+05:30'
/** In `npm test`; `npm run test:faults` names how often. */
const PORTAL_KILLS = Number(process.env.FAULT_KILLS ?? 15)
/** The plan of faults asks for no more (F3). */
const DATABASE_KILLS = Math.min(PORTAL_KILLS, 20)
const BACK_WITHIN = { timeout: 60_000, intervals: [50] }
const BOOKED_WITHIN = { timeout: 180_000, intervals: [200] }

const DEATHS = Array.from({ length: PORTAL_KILLS }, (_, index) =>
  index < DATABASE_KILLS ? (['portal', 'database'] as const) : (['portal'] as const),
).flat()

test(`${PORTAL_KILLS} deaths of the portal and ${DATABASE_KILLS} of its database during payments lose nothing and double nothing`, async ({
  browser,
}) => {
  test.setTimeout(240_000 + 60_000 * DEATHS.length)
  const dataDir = await demoDataDir(CLOCK)
  const port = await freePort()
  const start = () => startPortal({ clock: CLOCK, dataDir, port })
  let portal = await start()
  const longest = { portal: 0, database: 0 }
  try {
    const context = await browser.newContext({ baseURL: portal.url })
    const { home, uri } = await openBill(await context.newPage(), portal, ASHA)
    const pace = { most: 1_000 * DEATHS.length, restMs: 0 }
    const anybody = payAllTheTime(portal.url, uri, pace)
    const ahead = payAheadAllTheTime(portal.url, context.request, home, pace)
    const payers = [anybody, ahead]
    const acknowledged = () => payers.flatMap((payer) => payer.acknowledged)
    const begun = () => payers.reduce((sum, payer) => sum + payer.begun(), 0)
    const isReady = () =>
      fetch(`${portal.url}/api/ready`).then(
        ({ ok }) => ok,
        () => false,
      )
    const verify = async () => {
      // The gateway comes back first: until then the invariants, which read everything, have nothing to say.
      await expect
        .poll(async () => isDeepStrictEqual(await bookedPayments(dataDir), capturedPayments(dataDir)), BOOKED_WITHIN)
        .toBe(true)
      const ledger = await untilInOrder(portal)
      const booked = await bookedPayments(dataDir)
      expect(booked).toEqual(capturedPayments(dataDir))
      for (const { gatewayPaymentId, amountPaise } of acknowledged())
        expect(booked.get(gatewayPaymentId), gatewayPaymentId).toEqual([amountPaise])
      return ledger
    }

    for (const [index, which] of DEATHS.entries()) {
      await test.step(`death ${index + 1}: the ${which}`, async () => {
        // Money comes in again, and then death comes now where a payment has just begun, now where one has ended.
        const before = acknowledged().length
        await expect.poll(() => acknowledged().length, BACK_WITHIN).toBeGreaterThan(before + 1)
        const moment = index % 3 === 2 ? () => acknowledged().length : begun
        const now = moment()
        await expect.poll(moment, { timeout: 60_000, intervals: [1] }).toBeGreaterThan(now)
        const killedAt = performance.now()
        if (which === 'database') {
          const killed = killPostmaster(dataDir)
          const isAnother = () => ![null, killed].includes(postmaster(dataDir))
          await expect.poll(async () => isAnother() && (await isReady()), BACK_WITHIN).toBe(true)
        } else {
          process.kill(descendantOf(portal.pid, 'serve.ts'), 'SIGKILL')
          await portal.exited
          await expect.poll(() => processesNaming(dataDir), BACK_WITHIN).toEqual([])
          portal = await start()
        }
        longest[which] = Math.max(longest[which], Math.round(performance.now() - killedAt))
        await anybody.atRest(() => ahead.atRest(verify))
      })
    }
    for (const payer of payers) await payer.stop()
    await context.close()

    await portal.stop()
    portal = await start()
    const ledger = await verify()
    tellFault({
      ...{ fault: `F1 portal killed in payments x ${PORTAL_KILLS}`, ledger },
      ...{ recoveredMs: longest.portal, recoverWithinMs: 10_000 },
    })
    tellFault({
      ...{ fault: `F3 database killed in payments x ${DATABASE_KILLS}`, ledger },
      ...{ recoveredMs: longest.database, recoverWithinMs: 15_000 },
    })
    const { length } = acknowledged()
    tellFault({ fault: 'F1 F3 payments together', acknowledged: length, found: length, ledger })
  } finally {
    await portal.stop()
  }
  expect(processesNaming(dataDir)).toEqual([])
  fs.rmSync(dataDir, { recursive: true, force: true })
})
