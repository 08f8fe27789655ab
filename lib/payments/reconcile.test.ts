import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { paise } from '#lib/units/paise.ts'
import { closedBecause, payDemo } from './gateway/demo.ts'
import { readDemoLog } from './gateway/demo-log.ts'
import { setDemoModes } from './gateway/demo-modes.ts'
import type { Gateway } from './gateway/port.ts'
import { type TestGateway, testGateway } from './gateway/test-gateway.ts'
import { getAttempt } from './get-attempt.ts'
import type { PaymentServices } from './payment-services.ts'
import { processEvent } from './process-event.ts'
import { reconcile, sweepGateway } from './reconcile.ts'
import { recordEvent } from './record-event.ts'
import { startPayment } from './start-payment.ts'
import { sweepInbox } from './sweep-inbox.ts'
import { makeBill, makeHome } from './test-bills.ts'
import { verifyLedger } from './verify-ledger.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reconcile-'))
let plain: TestServices
let stand: TestGateway
let services: PaymentServices

beforeAll(async () => {
  vi.stubEnv('PORTAL_DATA_DIR', folder)
  plain = await testServices('2026-11-12T10:00:00+05:30')
  stand = await testGateway(plain.now)
  services = { ...plain, gateway: stand.gateway }
})
afterEach(() => setDemoModes({ api: 'ok', webhooks: 'ok' }))
afterAll(async () => {
  vi.unstubAllEnvs()
  await stand.close()
  await plain.close()
  fs.rmSync(folder, { recursive: true })
})

async function attempted() {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const start = async () => {
    const started = await startPayment(services, home.actor, { billId: bill.id })
    if (!started?.ok) throw new Error('The bill could not be paid.')
    return started.attemptId
  }
  const attemptId = await start()
  const view = async () => {
    const found = await getAttempt(services, home.actor, { connectionId: home.connectionId, attemptId })
    if (!found) throw new Error('The attempt is gone.')
    return found
  }
  const unpaid = async () => totalUnpaid(await billStandings(services.db, home.connectionId))
  return { home, bill, start, view, unpaid }
}

/** The payer's app pays; what the gateway then tells the portal, the portal takes as its webhook does. */
async function pay(uri: string | null, outcome: 'success' | 'failure' | 'pending' = 'success') {
  return payDemo(services.now, { uri: uri ?? '', outcome, copies: 1 }, async (body, headers) => {
    const eventId = headers['X-Razorpay-Event-Id'] ?? ''
    await recordEvent(services, { eventId, body: new TextEncoder().encode(body) })
    await processEvent(services, eventId)
    return 200
  })
}

const broken = async () => {
  const verified = await verifyLedger(services, readDemoLog())
  return verified.flatMap(({ id, broken }) => broken.map((found) => `${id} ${found}`))
}

describe('with a gateway', () => {
  test('an attempt carries the QR of the gateway, and money counts once the gateway itself confirms it', async () => {
    const { view, unpaid } = await attempted()
    const { upiLink } = await view()
    expect(upiLink).toContain('upi://pay?pa=demo%40invalid')
    await pay(upiLink)
    expect(await unpaid()).toBe(0n)
    expect(await view()).toMatchObject({ state: 'PAID', upiLink: null })
    expect(stand.calls.at(-1)).toMatch(/^GET \/payments\/pay_/)
    expect(await broken()).toEqual([])
  })

  test('a QR takes one payment, and none when its time is over', async () => {
    const { view } = await attempted()
    const { upiLink } = await view()
    await pay(upiLink)
    expect(await pay(upiLink)).toEqual({ ok: false, reason: 'CLOSED' })
    const tr = (uri: string | null) => new URL(uri ?? '').searchParams.get('tr') ?? ''
    expect(closedBecause(tr(upiLink), plain.now())).toBe('PAID')
    const late = await attempted()
    const lateLink = (await late.view()).upiLink
    plain.setTime('2026-11-12T10:20:00+05:30')
    expect(await pay(lateLink)).toEqual({ ok: false, reason: 'CLOSED' })
    expect(closedBecause(tr(lateLink), plain.now())).toBe('EXPIRED')
    expect(await late.view()).toMatchObject({ state: 'EXPIRED' })
  })

  test('an event that the gateway does not confirm credits nothing and raises an alarm', async () => {
    const { view, unpaid } = await attempted()
    const reference = new URL((await view()).upiLink ?? '').searchParams.get('tr')
    const entity = { id: 'pay_invented', amount: 50_000, currency: 'INR', status: 'captured', notes: { reference } }
    const payload = { payment: { entity: { ...entity, created_at: 1_794_000_000 } } }
    const body = new TextEncoder().encode(JSON.stringify({ event: 'payment.captured', payload }))
    await recordEvent(services, { eventId: 'evt_invented', body })
    expect(await processEvent(services, 'evt_invented')).toBe(true)
    expect(await unpaid()).toBe(50_000n)
    const alarm = await services.db.paymentAlarm.findFirstOrThrow({ where: { reference: 'pay_invented' } })
    expect(alarm.kind).toBe('NOT_CONFIRMED')
  })

  test('an event that tells another amount than the gateway has is booked with the gateway’s', async () => {
    const { view, unpaid } = await attempted()
    const inflate = async (body: string, headers: Record<string, string>) => {
      const eventId = headers['X-Razorpay-Event-Id'] ?? ''
      const told = new TextEncoder().encode(body.replaceAll('"amount":50000', '"amount":5000000'))
      await recordEvent(services, { eventId, body: told })
      await processEvent(services, eventId)
      return 200
    }
    await payDemo(services.now, { uri: (await view()).upiLink ?? '', outcome: 'success', copies: 1 }, inflate)
    expect(await unpaid()).toBe(0n)
    const { connectionId, amountPaise } = await services.db.payment.findFirstOrThrow({
      orderBy: { receivedAt: 'desc' },
    })
    expect([amountPaise, await advanceOf(services.db, connectionId ?? '')]).toEqual([50_000n, 0n])
    expect(await broken()).toEqual([])
  })

  test('while the gateway’s API is down its event waits, and the next sweep books it', async () => {
    const { view, unpaid } = await attempted()
    const { upiLink } = await view()
    setDemoModes({ api: 'down', webhooks: 'ok' })
    await pay(upiLink)
    expect(await unpaid()).toBe(50_000n)
    setDemoModes({ api: 'ok', webhooks: 'ok' })
    await sweepInbox(services)
    expect(await unpaid()).toBe(0n)
    expect(await broken()).toEqual([])
  })

  test('without an answer the attempt has no QR, says so, and asks again at the next try', async () => {
    setDemoModes({ api: 'down', webhooks: 'ok' })
    const { start, view } = await attempted()
    expect(await view()).toMatchObject({ upiLink: null, isWithoutQr: true, state: 'SHOWN' })
    setDemoModes({ api: 'ok', webhooks: 'ok' })
    expect(await start()).toBe((await view()).id)
    expect(await view()).toMatchObject({ isWithoutQr: false })
  })
})

describe('when events are lost', () => {
  test('the gateway is asked after five minutes, and the attempt is paid', async () => {
    plain.setTime('2026-11-12T11:00:00+05:30')
    const { view, unpaid } = await attempted()
    setDemoModes({ api: 'ok', webhooks: 'lost' })
    await pay((await view()).upiLink)
    plain.setTime('2026-11-12T11:04:59+05:30')
    await reconcile(services)
    expect(await unpaid()).toBe(50_000n)
    plain.setTime('2026-11-12T11:05:00+05:30')
    await reconcile(services)
    expect(await unpaid()).toBe(0n)
    expect(await view()).toMatchObject({ state: 'PAID' })
  })

  test('one that nobody paid is asked about after 5 minutes, an hour and then daily for a week, and no more', async () => {
    plain.setTime('2026-11-12T12:00:00+05:30')
    const { view } = await attempted()
    const { id } = await view()
    const { reference } = await services.db.paymentAttempt.findFirstOrThrow({ where: { id } })
    const next = async () => (await services.db.gatewayQr.findFirstOrThrow({ where: { reference } })).nextCheckAt
    const waits: (number | null)[] = []
    for (let at = await next(); at; at = await next()) {
      waits.push((at.getTime() - plain.now().getTime()) / 60_000)
      plain.setTime(at.toISOString())
      await reconcile(services)
    }
    expect(waits).toEqual([5, 60, ...Array.from({ length: 7 }, () => 24 * 60)])
    expect(await view()).toMatchObject({ state: 'EXPIRED' })
  })

  test('while the gateway is away it is asked again in five minutes, which does not count', async () => {
    plain.setTime('2026-11-20T11:00:00+05:30')
    const { view, unpaid } = await attempted()
    setDemoModes({ api: 'ok', webhooks: 'lost' })
    await pay((await view()).upiLink)
    setDemoModes({ api: 'down', webhooks: 'ok' })
    for (const minute of ['05', '10', '15']) {
      plain.setTime(`2026-11-20T11:${minute}:00+05:30`)
      expect(await reconcile(services)).toEqual({ asked: 1, answered: 0 })
    }
    setDemoModes({ api: 'ok', webhooks: 'ok' })
    plain.setTime('2026-11-20T11:20:00+05:30')
    expect(await reconcile(services)).toEqual({ asked: 1, answered: 1 })
    expect(await unpaid()).toBe(0n)
  })

  test('the hourly sweep finds what was paid by a printed QR, once', async () => {
    plain.setTime('2026-11-21T11:00:00+05:30')
    await sweepGateway(services)
    const { bill, unpaid } = await attempted()
    setDemoModes({ api: 'ok', webhooks: 'lost' })
    await pay(`upi://pay?pa=demo%40invalid&pn=X&tr=${bill.paymentReference}&tn=Bill&am=500.00&cu=INR`)
    plain.setTime('2026-11-21T11:30:00+05:30')
    expect(await sweepGateway(services)).toBeNull()
    plain.setTime('2026-11-21T12:00:00+05:30')
    expect(await sweepGateway(services)).toBe(1)
    expect(await unpaid()).toBe(0n)
    plain.setTime('2026-11-21T13:00:00+05:30')
    expect(await sweepGateway(services)).toBe(0)
    expect(await broken()).toEqual([])
  })

  test('money that names nobody is left to its QR, and taken by the sweep in the end', async () => {
    // As Razorpay does where only the QR has notes.
    const payment: Gateway['payment'] = async (id) => {
      const answer = await stand.gateway.payment(id)
      return answer.ok ? { ok: true, value: { ...answer.value, reference: null } } : answer
    }
    const paymentsBetween: Gateway['paymentsBetween'] = async (from, to) => {
      const answer = await stand.gateway.paymentsBetween(from, to)
      return answer.ok ? { ok: true, value: answer.value.map((one) => ({ ...one, reference: null })) } : answer
    }
    const nameless = { ...services, gateway: { ...stand.gateway, payment, paymentsBetween } }
    plain.setTime('2026-11-21T14:00:00+05:30')
    const { bill, view, unpaid } = await attempted()
    const byBill = await attempted()
    setDemoModes({ api: 'ok', webhooks: 'lost' })
    await pay((await view()).upiLink)
    await pay(`upi://pay?pa=demo%40invalid&pn=X&tr=${byBill.bill.paymentReference}&tn=Bill&am=500.00&cu=INR`)
    plain.setTime('2026-11-21T14:01:00+05:30')
    expect(await sweepGateway(nameless)).toBe(0)
    // Its first event may be the one that does not tell of the QR.
    const all = await stand.gateway.paymentsBetween(new Date('2026-11-21T13:59:00+05:30'), plain.now())
    for (const { id, paidAt } of all.ok ? all.value : []) {
      const entity = { id, amount: 50_000, currency: 'INR', status: 'captured', notes: [], created_at: +paidAt / 1_000 }
      const body = new TextEncoder().encode(
        JSON.stringify({ event: 'payment.captured', payload: { payment: { entity } } }),
      )
      await recordEvent(nameless, { eventId: `evt_${id}`, body })
      expect(await processEvent(nameless, `evt_${id}`)).toBe(true)
    }
    expect(await services.db.payment.count({ where: { connectionId: null } })).toBe(0)
    plain.setTime('2026-11-21T14:05:00+05:30')
    await reconcile(nameless)
    expect(await unpaid()).toBe(0n)
    expect(await services.db.payment.count({ where: { billId: bill.id } })).toBe(1)
    // What no QR of ours explains is in suspense half a day later.
    plain.setTime('2026-11-22T03:00:00+05:30')
    expect(await sweepGateway(nameless)).toBe(1)
    expect(await services.db.payment.count({ where: { connectionId: null } })).toBe(1)
    expect(await broken()).toEqual([])
  })

  test('late, doubled and reordered events end in the same books', async () => {
    plain.setTime('2026-11-22T11:00:00+05:30')
    for (const webhooks of ['late', 'reordered', 'twice'] as const) {
      setDemoModes({ api: 'ok', webhooks })
      const homes = [await attempted(), await attempted()]
      for (const { view } of homes) await pay((await view()).upiLink)
      for (const { unpaid } of homes) expect(await unpaid()).toBe(0n)
    }
    expect(await broken()).toEqual([])
  })

  test('a QR that cannot be asked about keeps no other from its turn, and is asked about last', async () => {
    plain.setTime('2026-11-22T15:00:00+05:30')
    await services.db.gatewayQr.updateMany({ data: { nextCheckAt: null } })
    const [first, second] = [await attempted(), await attempted()]
    setDemoModes({ api: 'ok', webhooks: 'lost' })
    for (const { view } of [first, second]) await pay((await view()).upiLink)
    plain.setTime('2026-11-22T15:05:00+05:30')
    const asked: string[] = []
    const paymentsOfQr: Gateway['paymentsOfQr'] = async (id) => {
      asked.push(id)
      if (asked.length === 1) throw new TypeError('An answer that nobody foresaw.')
      return stand.gateway.paymentsOfQr(id)
    }
    const surprised = { ...services, gateway: { ...stand.gateway, paymentsOfQr } }
    await expect(reconcile(surprised)).rejects.toThrow('nobody foresaw')
    expect([await first.unpaid(), await second.unpaid()].toSorted()).toEqual([0n, 50_000n])
    plain.setTime('2026-11-22T15:10:00+05:30')
    expect(await reconcile(surprised)).toEqual({ asked: 1, answered: 1 })
    expect([asked.length, asked[2]]).toEqual([3, asked[0]])
    expect([await first.unpaid(), await second.unpaid()]).toEqual([0n, 0n])
  })

  test('a payment that cannot be taken keeps no other out of the sweep, which asks for it again', async () => {
    plain.setTime('2026-11-23T15:00:00+05:30')
    await sweepGateway(services)
    const { bill, unpaid } = await attempted()
    setDemoModes({ api: 'ok', webhooks: 'lost' })
    await pay(`upi://pay?pa=demo%40invalid&pn=X&tr=${bill.paymentReference}&tn=Bill&am=500.00&cu=INR`)
    plain.setTime('2026-11-23T16:00:00+05:30')
    // A character that no text of the database can hold.
    const strange = {
      id: 'pay_strange',
      status: 'CAPTURED',
      amountPaise: paise(100),
      currency: 'INR',
      utr: '\u0000',
    } as const
    let isStrange = true
    const paymentsBetween: Gateway['paymentsBetween'] = async (from, to) => {
      const answer = await stand.gateway.paymentsBetween(from, to)
      if (!answer.ok || !isStrange) return answer
      return { ok: true, value: [{ ...strange, reference: bill.paymentReference, paidAt: from }, ...answer.value] }
    }
    const surprised = { ...services, gateway: { ...stand.gateway, paymentsBetween } }
    await expect(sweepGateway(surprised)).rejects.toThrow()
    expect(await unpaid()).toBe(0n)
    plain.setTime('2026-11-23T16:01:00+05:30')
    expect(await sweepGateway(surprised)).toBeNull()
    plain.setTime('2026-11-23T17:00:00+05:30')
    await expect(sweepGateway(surprised)).rejects.toThrow()
    isStrange = false
    plain.setTime('2026-11-23T18:00:00+05:30')
    expect(await sweepGateway(surprised)).toBe(0)
    expect(await broken()).toEqual([])
  })

  const silences = () => services.db.paymentAlarm.findMany({ where: { kind: 'WEBHOOK_SILENT' } })
  const paidUnheard = async (day: string, from: string, asked: string) => {
    plain.setTime(`${day}T${from}:00+05:30`)
    const { view, unpaid } = await attempted()
    setDemoModes({ api: 'ok', webhooks: 'lost' })
    await pay((await view()).upiLink)
    setDemoModes({ api: 'ok', webhooks: 'ok' })
    plain.setTime(`${day}T${asked}:00+05:30`)
    await reconcile(services)
    expect(await unpaid()).toBe(0n)
  }

  test('one lost event is no silence, and money that only asking finds for six hours is an alarm, once a day', async () => {
    await services.db.paymentAlarm.deleteMany({ where: { kind: 'WEBHOOK_SILENT' } })
    plain.setTime('2026-11-24T10:00:00+05:30')
    const { view } = await attempted()
    await pay((await view()).upiLink)
    await paidUnheard('2026-11-24', '15:54', '15:59')
    expect(await silences()).toEqual([])
    await paidUnheard('2026-11-24', '15:56', '16:01')
    expect(await silences()).toMatchObject([{ reference: '2026-11-24', clearedAt: null }])
    await paidUnheard('2026-11-24', '17:00', '17:05')
    expect(await silences()).toHaveLength(1)
    await paidUnheard('2026-11-25', '11:00', '11:05')
    expect(await silences()).toHaveLength(2)
    // One that comes ends them.
    const heard = await attempted()
    await pay((await heard.view()).upiLink)
    expect((await silences()).map(({ clearedAt }) => clearedAt)).toEqual([plain.now(), plain.now()])
  })

  test('after a night on which nobody paid, one late event is no silence', async () => {
    await services.db.paymentAlarm.deleteMany({ where: { kind: 'WEBHOOK_SILENT' } })
    plain.setTime('2026-11-26T21:00:00+05:30')
    const { view } = await attempted()
    // The clock goes on while a payment is booked.
    const held = services
    let passedMs = 0
    services = { ...held, now: () => new Date(held.now().getTime() + passedMs++) }
    await pay((await view()).upiLink)
    services = held
    await paidUnheard('2026-11-27', '06:00', '06:05')
    expect(await silences()).toEqual([])
    await paidUnheard('2026-11-27', '09:00', '09:05')
    expect(await silences()).toHaveLength(1)
  })

  test('where nobody pays, silence says nothing', async () => {
    await services.db.paymentAlarm.deleteMany({ where: { kind: 'WEBHOOK_SILENT' } })
    plain.setTime('2026-11-29T10:00:00+05:30')
    await attempted()
    plain.setTime('2026-11-29T10:05:00+05:30')
    await reconcile(services)
    expect(await services.db.paymentAlarm.count({ where: { kind: 'WEBHOOK_SILENT' } })).toBe(0)
  })
})
