import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { type Home, makeBill, makeHome, type TestBill } from '#lib/payments/test-bills.ts'
import { tell } from '#lib/payments/test-events.ts'
import type { Services } from '#lib/platform/services.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'

let actor: ConsumerActor | null = null
vi.mock('#lib/identity/session.ts', () => ({ currentActor: async () => actor }))

const { GET } = await import('./[attempt]/route.ts')
const { POST } = await import('./start/route.ts')

let services: TestServices
let home: Home
let stranger: Home
let bill: TestBill

beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
  const held = globalThis as typeof globalThis & { portalServices?: Services }
  held.portalServices = services
})
afterAll(() => services.close())
beforeEach(async () => {
  services.setTime('2026-11-12T10:00:00+05:30')
  home = await makeHome(services)
  stranger = await makeHome(services)
  bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  actor = home.actor
})

const press = (fields: Record<string, string>, site = 'same-origin') =>
  POST(
    new Request('http://localhost:3000/api/payments/start', {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'Sec-Fetch-Site': site },
    }),
  )
const ask = (attempt: string) =>
  GET(new Request(`http://localhost:3000/api/payments/${attempt}`), { params: Promise.resolve({ attempt }) })
const attempts = () => services.db.paymentAttempt.findMany({ where: { billId: bill.id } })

describe('the pay button', () => {
  test('leads to an attempt over the amount of the server, whatever else the form says', async () => {
    const answer = await press({ bill: bill.id, amount: '1.00', amountPaise: '100' })
    const [attempt] = await attempts()
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`/c/${home.connectionId}/pay/${attempt?.id}`)
    expect(attempt?.amountPaise).toBe(50_000n)
  })

  test('of a bill that is paid leads to the bill', async () => {
    await tell(services, { paymentId: `pay_${bill.id}`, reference: bill.paymentReference, amount: 50_000 })
    const answer = await press({ bill: bill.id })
    expect(answer.headers.get('location')).toBe(`/c/${home.connectionId}/bills/${bill.id}`)
  })

  test('begins nothing for another site, for nobody and for strangers', async () => {
    expect((await press({ bill: bill.id }, 'cross-site')).status).toBe(403)
    actor = null
    expect((await press({ bill: bill.id })).headers.get('location')).toMatch(/^\/login/)
    actor = stranger.actor
    expect((await press({ bill: bill.id })).status).toBe(404)
    expect((await press({ bill: randomUUID() })).status).toBe(404)
    expect((await press({})).status).toBe(404)
    expect(await attempts()).toEqual([])
  })
})

describe('the status of an attempt', () => {
  test('follows what the gateway tells, and ends by itself', async () => {
    await press({ bill: bill.id })
    const [attempt] = await attempts()
    const { id, reference } = attempt as NonNullable<typeof attempt>
    expect(await (await ask(id)).json()).toEqual({ state: 'CREATED', isBillPaid: false })
    await tell(services, { paymentId: `pay_${id}`, reference, amount: 50_000, kind: 'authorized' })
    expect(await (await ask(id)).json()).toEqual({ state: 'PENDING', isBillPaid: false })
    services.setTime('2026-11-12T10:16:00+05:30')
    expect(await (await ask(id)).json()).toEqual({ state: 'UNKNOWN', isBillPaid: false })
    await tell(services, { paymentId: `pay_${id}`, reference, amount: 50_000 })
    const answer = await ask(id)
    expect(await answer.json()).toEqual({ state: 'PAID', isBillPaid: true })
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('is told to nobody else', async () => {
    await press({ bill: bill.id })
    const [attempt] = await attempts()
    actor = stranger.actor
    const foreign = await ask(attempt?.id ?? '')
    const unknown = await ask(randomUUID())
    expect([foreign.status, unknown.status, (await ask('x')).status]).toEqual([404, 404, 404])
    expect(await foreign.text()).toBe(await unknown.text())
    actor = null
    expect((await ask(attempt?.id ?? '')).status).toBe(401)
  })
})
