import fs from 'node:fs'
import { test } from '@playwright/test'
import { tellFault } from '#lib/platform/test-faults.ts'
import { expect } from './fixtures.ts'
import { bookedPayments, capturedPayments, killPostmaster, postmaster } from './support/books.ts'
import { demoDataDir } from './support/data-dir.ts'
import { openBill } from './support/open-bill.ts'
import { payAheadAllTheTime, payAllTheTime } from './support/payer.ts'
import { freePort, startPortal } from './support/portal.ts'
import { descendantOf, processesNaming } from './support/processes.ts'

/** SIGKILL in the middle of payments, again and again, for the portal and its database in turn. */
const ASHA = '9000000028'
const CLOCK = '2026-11-23T10:00:00+05:30'
const KILLS = 30
const BACK_WITHIN = { timeout: 60_000, intervals: [50] }

test(`${KILLS} deaths during payments lose nothing and double nothing`, async ({ browser }) => {
  test.setTimeout(900_000)
  const dataDir = await demoDataDir(CLOCK)
  const port = await freePort()
  const start = () => startPortal({ clock: CLOCK, dataDir, port })
  let portal = await start()
  try {
    const context = await browser.newContext({ baseURL: portal.url })
    const { home, uri } = await openBill(await context.newPage(), portal, ASHA)
    const payers = [payAllTheTime(portal.url, uri), payAheadAllTheTime(portal.url, context.request, home)]
    const acknowledged = () => payers.flatMap((payer) => payer.acknowledged)
    const begun = () => payers.reduce((sum, payer) => sum + payer.begun(), 0)
    const isReady = () =>
      fetch(`${portal.url}/api/ready`).then(
        ({ ok }) => ok,
        () => false,
      )

    for (let kill = 1; kill <= KILLS; kill++) {
      await test.step(`death ${kill}`, async () => {
        // Money comes in again, and then death comes now where a payment has just begun, now where one has ended.
        const before = acknowledged().length
        await expect.poll(() => acknowledged().length, BACK_WITHIN).toBeGreaterThan(before + 1)
        const moment = kill % 3 === 0 ? () => acknowledged().length : begun
        const now = moment()
        await expect.poll(moment, { timeout: 60_000, intervals: [1] }).toBeGreaterThan(now)
        if (kill % 2 === 1) {
          const killed = killPostmaster(dataDir)
          const isAnother = () => ![null, killed].includes(postmaster(dataDir))
          await expect.poll(async () => isAnother() && (await isReady()), BACK_WITHIN).toBe(true)
        } else {
          process.kill(descendantOf(portal.pid, 'serve.ts'), 'SIGKILL')
          await portal.exited
          await expect.poll(() => processesNaming(dataDir), BACK_WITHIN).toEqual([])
          portal = await start()
        }
      })
    }
    for (const payer of payers) await payer.stop()
    await context.close()

    // A start in peace takes at once what was stored and not acted on; the gateway comes back with what nobody took.
    await portal.stop()
    portal = await start()
    const verify = async () => {
      const { code, output } = await portal.command('lib/payments/verify-ledger-command.ts')
      return code === 0 ? 'in order' : output
    }
    await expect.poll(verify, { timeout: 120_000, intervals: [1_000] }).toBe('in order')
    const booked = await bookedPayments(dataDir)
    expect(booked).toEqual(capturedPayments(dataDir))
    for (const { gatewayPaymentId } of acknowledged()) expect(booked.has(gatewayPaymentId), gatewayPaymentId).toBe(true)
    const counts = { acknowledged: acknowledged().length, found: acknowledged().length, ledger: 'holds' } as const
    tellFault({ fault: `F1 F3 killed in payments x ${KILLS}`, ...counts })
  } finally {
    await portal.stop()
  }
  expect(processesNaming(dataDir)).toEqual([])
  fs.rmSync(dataDir, { recursive: true, force: true })
})
