import fs from 'node:fs'
import { type BrowserContext, test } from '@playwright/test'
import { expect } from './fixtures.ts'
import { bookedPayments, killPostmaster, postmaster } from './support/books.ts'
import { demoDataDir } from './support/data-dir.ts'
import { untilInOrder } from './support/in-order.ts'
import { openBill } from './support/open-bill.ts'
import { payAllTheTime } from './support/payer.ts'
import { freePort, startPortal } from './support/portal.ts'
import { descendantOf, isAlive, processesNaming } from './support/processes.ts'

/** SIGKILL for everything that can die, while payments come in: no acknowledged one may be lost or counted twice. */
const ASHA = '9000000028'
const CLOCK = '2026-11-23T10:00:00+05:30'
const DATABASE_KILLS = 3
const BACK_WITHIN = { timeout: 90_000, intervals: [100] }

test('every acknowledged payment outlives the death of database, web server and supervisor', async ({ browser }) => {
  test.setTimeout(600_000)
  const dataDir = await demoDataDir(CLOCK)
  const port = await freePort()
  const start = () => startPortal({ clock: CLOCK, dataDir, port })
  let portal = await start()
  try {
    const context = await browser.newContext({ baseURL: portal.url })
    const { home, bill, uri } = await openBill(await context.newPage(), portal, ASHA)
    const payments = payAllTheTime(portal.url, uri)
    const seen = watch(context, ['/calculator?units=201', home, bill, `${bill}/pdf`, '/api/ready', '/api/health'])
    const moreThan = async (count: number) =>
      expect.poll(() => payments.acknowledged.length, BACK_WITHIN).toBeGreaterThan(count)

    await test.step('the database is killed, and the portal starts it again', async () => {
      for (let kill = 1; kill <= DATABASE_KILLS; kill++) {
        await moreThan(payments.acknowledged.length + 5)
        const killed = killPostmaster(dataDir)
        await expect.poll(() => seen.statuses.get('/api/ready')?.at(-1), BACK_WITHIN).toBe(503)
        await expect.poll(() => seen.statuses.get('/api/ready')?.at(-1), BACK_WITHIN).toBe(200)
        expect(postmaster(dataDir)).not.toBe(killed)
      }
      await moreThan(payments.acknowledged.length + 5)
      await seen.stop()
      for (const [address, statuses] of seen.statuses) {
        const allowed = address === '/api/health' ? [200] : [200, 503]
        expect(
          [...new Set(statuses)].filter((status) => !allowed.includes(status)),
          address,
        ).toEqual([])
      }
      expect(seen.unreadable).toEqual([])
    })

    await test.step('the web server is killed: all ends, and the next start goes on', async () => {
      process.kill(descendantOf(portal.pid, 'serve.ts'), 'SIGKILL')
      expect(await portal.exited).toBe(1)
      await expect.poll(() => processesNaming(dataDir), BACK_WITHIN).toEqual([])
      portal = await start()
      await moreThan(payments.acknowledged.length + 5)
    })

    await test.step('the supervisor is killed: the next start joins the database that was left behind', async () => {
      const left = postmaster(dataDir) ?? 0
      const server = descendantOf(portal.pid, 'serve.ts')
      process.kill(descendantOf(portal.pid, 'portal.ts'), 'SIGKILL')
      await portal.exited
      await expect.poll(() => isAlive(server), BACK_WITHIN).toBe(false)
      expect(isAlive(left)).toBe(true)
      portal = await start()
      expect(postmaster(dataDir)).toBe(left)
      await moreThan(payments.acknowledged.length + 5)
    })

    await payments.stop()
    await context.close()
    await test.step('the gateway has brought what was not taken, and the books are in order', async () => {
      await untilInOrder(portal)
      const booked = await bookedPayments(dataDir)
      expect(new Set(booked.keys()).size).toBeGreaterThanOrEqual(payments.acknowledged.length)
      for (const { gatewayPaymentId, amountPaise } of payments.acknowledged) {
        expect(booked.get(gatewayPaymentId), gatewayPaymentId).toEqual([amountPaise])
      }
    })
  } finally {
    await portal.stop()
  }
  expect(processesNaming(dataDir)).toEqual([])
  fs.rmSync(dataDir, { recursive: true, force: true })
})

/** Asks for each address again and again, as its reader does, and keeps what was answered. */
function watch({ request }: BrowserContext, addresses: string[]) {
  const statuses = new Map<string, number[]>(addresses.map((address) => [address, []]))
  const unreadable: string[] = []
  let isStopped = false
  const watching = (async () => {
    while (!isStopped) {
      for (const address of addresses) {
        const answer = await request.get(address, { maxRedirects: 0, timeout: 30_000 })
        statuses.get(address)?.push(answer.status())
        if (answer.status() !== 503 || address.startsWith('/api/')) continue
        const text = await answer.text()
        const isPlain = text.includes('पोर्टल अभी नहीं खुल रहा') && text.includes('The portal cannot be opened right now')
        if (!isPlain || answer.headers()['retry-after'] !== '10') unreadable.push(`${address}: ${text.slice(0, 200)}`)
      }
    }
  })()
  // Told by stop(): a test that failed for another reason must not be reported as a portal that was already stopped.
  watching.catch(() => undefined)
  return {
    statuses,
    unreadable,
    stop: async () => {
      isStopped = true
      await watching
    },
  }
}
