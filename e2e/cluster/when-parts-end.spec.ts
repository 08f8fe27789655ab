import { randomUUID } from 'node:crypto'
import { signBody } from '#lib/payments/gateway/razorpay-webhook.ts'
import { eventBody } from '#lib/payments/test-events.ts'
import { faults, tellFault } from '#lib/platform/test-faults.ts'
import { untilInOrder } from '../support/in-order.ts'
import { CLOCK, WEBHOOK_SECRET } from './cluster.ts'
import { expect, test } from './fixtures.ts'
import { askPortal, logInAcross, newBrowser } from './person.ts'
import { query, SERVER_OWNER } from './postgres-pair.ts'
import { masterFile, sendFile } from './send-file.ts'
import { type Posted, steadyLoad } from './steady-load.ts'

/** What people see while a part of the cluster is restarted or gone. */
const KAVITA = '9000001045'
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
  const stored: string[] = []
  const webhook = {
    ...{ path: '/api/webhooks/razorpay', expects: 200, post: failedPayment },
    answered: ({ headers }: Posted) => void stored.push(headers['x-razorpay-event-id'] ?? ''),
  }
  const asked = [
    ...[page(home), form('hi'), webhook, page(`${home}/bills`)],
    ...[page('/'), form('en'), webhook, page(`${home}/consumption`)],
  ]
  const { address, primary } = cluster.postgres
  const actedOn = async () => {
    const ids = stored.map((id) => `'${id}'`).join(',')
    const question = `select count("processedAt")::int as "done" from "GatewayEvent" where "eventId" in (${ids})`
    return (await query<{ done: number }>(address(SERVER_OWNER, primary.port), [question]))[0]?.done
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
      await expect.poll(actedOn, { timeout: 90_000 }).toBe(stored.length)
      await untilInOrder(cluster.portals[0])
    })
  }
  const counts = { acknowledged: stored.length, found: stored.length, ledger: 'holds' } as const
  tellFault({ fault: `F11 both portals restarted x ${ROUNDS}, events`, ...counts })
  for (const portal of cluster.portals)
    expect((await askPortal(cluster, portal, kavita, { path: home })).status).toBe(200)
})

/** An event of its own, signed: of a payment that failed, so that nobody's books are asked about. */
function failedPayment(): Posted {
  const told = { paymentId: `pay_${randomUUID()}`, reference: 'NOBODY', amount: 100, kind: 'failed' } as const
  const body = Buffer.from(eventBody(told, new Date(CLOCK)))
  const headers = {
    ...{ 'content-type': 'application/json', 'x-razorpay-event-id': `evt_${randomUUID()}` },
    'x-razorpay-signature': signBody(body, WEBHOOK_SECRET),
  }
  return { body: body.toString(), headers }
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
