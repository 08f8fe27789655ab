import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { demoPayment } from '#lib/payments/gateway/demo.ts'
import { paymentEvent } from '#lib/payments/gateway/demo-entities.ts'
import { signBody } from '#lib/payments/gateway/razorpay-webhook.ts'
import { faults, tellFault } from '#lib/platform/test-faults.ts'
import { paise } from '#lib/units/paise.ts'
import { bookedPayments, printedReference } from '../support/books.ts'
import { untilInOrder } from '../support/in-order.ts'
import { CLOCK, type Cluster, WEBHOOK_SECRET } from './cluster.ts'
import { expect, test } from './fixtures.ts'
import { askPortal, logInAcross, newBrowser } from './person.ts'
import { query, SERVER_OWNER } from './postgres-pair.ts'
import { masterFile, sendFile } from './send-file.ts'
import { type Posted, steadyLoad } from './steady-load.ts'

/** What people see while a part of the cluster is restarted or gone. */
const KAVITA = '9000001045'
/** Whose printed bill is paid, a rupee each time. */
const PAID_FOR = '100044280049'
const PEOPLE = 6
/** Fault F11: how often both are restarted. */
const { count: ROUNDS } = faults(1, 10)

test('portals that are restarted in turn lose no request: pages, forms and webhooks', async ({ cluster }) => {
  test.setTimeout(240_000 * ROUNDS)
  const kavita = newBrowser()
  const home = await logInAcross(cluster, kavita, KAVITA)
  const cookie = [...kavita.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const page = (path: string) => ({ path, cookie, expects: 200 })
  // A form that was sent may not be sent again, so the proxy cannot help a portal that drops one.
  const form = (language: string) => ({ path: '/api/language', form: { language }, expects: 303 })
  const { address, primary } = cluster.postgres
  const books = { url: address(SERVER_OWNER, primary.port) }
  const reference = await printedReference(books, PAID_FOR)
  const stored: string[] = []
  const webhook = {
    ...{ path: '/api/webhooks/razorpay', expects: 200, post: () => paidByScan(cluster, reference) },
    answered: ({ headers }: Posted) => void stored.push(headers[EVENT_ID] ?? ''),
  }
  const asked = [
    ...[page(home), form('hi'), webhook, page(`${home}/bills`)],
    ...[page('/'), form('en'), webhook, page(`${home}/consumption`)],
  ]
  /** The events that the portals answered, of which each payment stands in the books with its rupee, once. */
  const booked = async () => {
    const amounts = await bookedPayments(books)
    return stored.filter((eventId) => amounts.get(paymentOf(eventId))?.join() === '100').length
  }

  for (let round = 1; round <= ROUNDS; round++) {
    await test.step(`round ${round}`, async () => {
      const load = steadyLoad(cluster.url, asked, PEOPLE)
      const before = cluster.servedBy().length
      for (const which of [0, 1] as const) await cluster.restart(which)
      // Both take part again.
      const { answered, failed, slowestMs } = await load.stop()
      const said = `${answered} requests answered, ${failed.length} failed, ${stored.length} events stored so far`
      process.stdout.write(`· ${said}, the slowest answer after ${slowestMs} ms\n`)
      expect(failed).toEqual([])
      expect(answered).toBeGreaterThan(500)
      expect(new Set(cluster.servedBy().slice(before)).size).toBe(2)
      // What a portal that ended had stored and not acted on, another's sweep does.
      await expect.poll(booked, { timeout: 90_000 }).toBe(stored.length)
      await untilInOrder(cluster.portals[0])
    })
  }
  const counts = { acknowledged: stored.length, found: stored.length, ledger: 'holds' } as const
  tellFault({ fault: `F11 both portals restarted x ${ROUNDS}, events`, ...counts })
  for (const portal of cluster.portals)
    expect((await askPortal(cluster, portal, kavita, { path: home })).status).toBe(200)
})

const EVENT_ID = 'x-razorpay-event-id'
const paymentOf = (eventId: string) => eventId.replace('evt_', 'pay_')

/** What the gateway, in the folder of the first portal, wrote down as captured; and the event that tells of it, signed. */
function paidByScan({ portals }: Cluster, reference: string): Posted {
  const eventId = `evt_${randomUUID()}`
  const paid = demoPayment(paymentOf(eventId), { reference, amountPaise: paise(100) }, 'success', new Date(CLOCK))
  fs.appendFileSync(path.join(portals[0].dataDir, 'demo-gateway.jsonl'), `${JSON.stringify(paid)}\n`)
  const body = JSON.stringify(paymentEvent(paid))
  const signature = signBody(Buffer.from(body), WEBHOOK_SECRET)
  return {
    body,
    headers: { 'content-type': 'application/json', [EVENT_ID]: eventId, 'x-razorpay-signature': signature },
  }
}

test('while the pooler is away pages say so, and when it is back everybody is still logged in', async ({ cluster }) => {
  const kavita = newBrowser()
  const home = await logInAcross(cluster, kavita, KAVITA)
  await cluster.pgbouncer.stop()
  for (const portal of cluster.portals) {
    expect((await askPortal(cluster, portal, kavita, { path: home })).status).toBe(503)
    expect(await (await fetch(`${portal.url}/api/ready`)).json()).toEqual({ status: 'not ready', reason: 'database' })
  }
  await cluster.pgbouncer.start()
  for (const portal of cluster.portals) {
    await expect.poll(async () => (await fetch(`${portal.url}/api/ready`)).status).toBe(200)
    expect((await askPortal(cluster, portal, kavita, { path: home })).status).toBe(200)
  }
})

test('files are read from the replica, and from the primary while it stands still or is gone', async ({ cluster }) => {
  const [a, b] = cluster.portals
  const { replica, primary, address } = cluster.postgres
  await sendFile(a, 'consumers', masterFile({ from: '1003', count: 1 }))
  await sendFile(a, 'daily-reads', ['meter_no,date,kwh', 'CL10030000,2026-11-20,4.321'])
  const person = newBrowser()
  const home = await logInAcross(cluster, person, '9110030000')
  const file = async () => {
    const path = `${home}/data/file?format=ies&from=2026-11-01&to=2026-11-23`
    const { status, text } = await askPortal(cluster, b, person, { path })
    expect(status).toBe(200)
    return { isThere: text.includes('4.321'), isNewThere: text.includes('5.678') }
  }
  const followed = async () => (await (await fetch(`${b.url}/api/ready`)).json()).replica
  await expect.poll(followed, { timeout: 30_000 }).toBe(true)
  expect(await file()).toEqual({ isThere: true, isNewThere: false })

  await test.step('one that stands still is read until the portal sees it, some seconds later', async () => {
    await query(address(SERVER_OWNER, replica.port), ['select pg_wal_replay_pause()'])
    await sendFile(a, 'daily-reads', ['meter_no,date,kwh', 'CL10030000,2026-11-21,5.678'])
    expect(await file()).toEqual({ isThere: true, isNewThere: false })
    await expect.poll(followed, { timeout: 30_000 }).toBe(false)
    expect(await file()).toEqual({ isThere: true, isNewThere: true })
    await query(address(SERVER_OWNER, replica.port), ['select pg_wal_replay_resume()'])
    await expect.poll(followed, { timeout: 30_000 }).toBe(true)
    expect(await file()).toEqual({ isThere: true, isNewThere: true })
  })

  await test.step('one that is gone is missed by nobody', async () => {
    await replica.stop()
    expect(await file()).toEqual({ isThere: true, isNewThere: true })
    await expect.poll(followed, { timeout: 30_000 }).toBe(false)
    const [slot] = await query<{ active: boolean }>(address(SERVER_OWNER, primary.port), [
      'select active from pg_replication_slots',
    ])
    expect(slot?.active).toBe(false)
    await replica.start()
    await cluster.postgres.caughtUp()
    await expect.poll(followed, { timeout: 30_000 }).toBe(true)
  })
})
