import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { paise } from '#lib/units/paise.ts'
import { MemoryGateway } from './gateway/test-memory-gateway.ts'
import { contentOf, gatewayQr } from './gateway-qr.ts'
import { makeQr } from './make-qr.ts'
import type { PaymentServices } from './payment-services.ts'
import { startPayment } from './start-payment.ts'
import { makeBill, makeHome } from './test-bills.ts'
import { tell } from './test-events.ts'

/** The gateway's QR of one payment. */
const MORNING = '2026-11-05T10:00:00+05:30'
/** Fifteen minutes of the attempt, and one for who scans at the last moment. */
const CLOSES = new Date('2026-11-05T10:16:00+05:30')
let plain: TestServices
let services: PaymentServices
let memory: MemoryGateway

beforeAll(async () => {
  plain = await testServices(MORNING)
})
afterAll(() => plain.close())
beforeEach(() => {
  plain.setTime(MORNING)
  memory = new MemoryGateway(plain.now)
  services = { ...plain, gateway: memory }
})

async function owing() {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const key = randomUUID()
  const begin = async () => {
    const started = await startPayment(services, home.actor, { billId: bill.id }, { key })
    const id = started?.ok ? started.attemptId : ''
    return services.db.paymentAttempt.findFirstOrThrow({ where: { id } })
  }
  return { home, bill, begin }
}

test('names the bill, or what is paid ahead, and closes a minute after the attempt', async () => {
  const { bill, begin } = await owing()
  const { reference } = await begin()
  await begin()
  const { consumerNo, connectionId, actor } = await makeHome(services)
  await startPayment(services, actor, { connectionId, amountPaise: paise(70_000) })
  const ahead = await services.db.paymentAttempt.findFirstOrThrow({ where: { connectionId } })
  expect(memory.wanted).toEqual([
    { reference, amountPaise: paise(50_000), description: `Bill ${bill.billNo}`, closesAt: CLOSES },
    {
      ...{ reference: ahead.reference, amountPaise: paise(70_000) },
      ...{ description: `Advance ${consumerNo}`, closesAt: CLOSES },
    },
  ])
})

test('that was not made is asked for again and lives as long from then, until the attempt is paid', async () => {
  const { begin, home } = await owing()
  memory.isAway = true
  const { id, reference } = await begin()
  plain.setTime('2026-11-05T10:05:00+05:30')
  await begin()
  expect(memory.wanted.map(({ closesAt }) => closesAt)).toEqual([CLOSES, new Date('2026-11-05T10:21:00+05:30')])
  await tell(plain, { paymentId: `pay_${id}`, reference, amount: 50_000 })
  expect(await begin()).toMatchObject({ id, state: 'PAID' })
  await makeQr(services, { connectionId: home.connectionId, id: randomUUID() })
  expect(memory.wanted).toHaveLength(2)
})

test('is made anew when it has closed or asks for another amount, and the first is shown while both are kept', async () => {
  const { connectionId } = await makeHome(services)
  const wanted = { connectionId, reference: `T${randomUUID().slice(0, 8)}`, description: 'Bill 1', closesAt: CLOSES }
  const ask = (amountPaise: number) => gatewayQr(services, { ...wanted, amountPaise: paise(amountPaise) })
  expect(await gatewayQr(plain, { ...wanted, amountPaise: paise(100) })).toBeNull()
  await Promise.all([ask(100), ask(100)])
  const made = memory.wanted.length
  expect(await services.db.gatewayQr.count({ where: { connectionId } })).toBe(made)
  await ask(100)
  expect(memory.wanted).toHaveLength(made)
  await ask(200)
  plain.setTime('2026-11-05T10:16:00+05:30')
  await ask(100)
  expect(memory.wanted).toHaveLength(made + 2)
})

test('of several the one that was made first is shown', async () => {
  const { connectionId } = await makeHome(services)
  const qr = (id: string, madeAt: string, content: string) => ({
    ...{ connectionId, id, content, reference: 'SEVERAL', amountPaise: 100n, closesAt: CLOSES },
    madeAt: new Date(`2026-11-05T${madeAt}+05:30`),
  })
  await services.db.gatewayQr.createMany({
    data: [qr('qr_c', '09:59:00', 'later'), qr('qr_b', '09:58:00', 'second'), qr('qr_a', '09:58:00', 'first')],
  })
  expect(await contentOf(services.db, { connectionId, reference: 'SEVERAL' })).toBe('first')
  const wanted = { connectionId, reference: 'SEVERAL', amountPaise: paise(100), description: '', closesAt: CLOSES }
  expect(await gatewayQr(services, wanted)).toBe('first')
  expect(await contentOf(services.db, { connectionId, reference: 'NONE' })).toBeNull()
})
