import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ConsumerActor, PayGuest } from '#lib/identity/actor.ts'
import { type Home, makeBill, makeHome, type TestBill } from '#lib/payments/test-bills.ts'
import { tell } from '#lib/payments/test-events.ts'
import type { Services } from '#lib/platform/services.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'

let actor: ConsumerActor | null = null
let guest: { guest: PayGuest; from: string } | null = null
vi.mock('#lib/identity/session.ts', () => ({
  currentActor: async () => actor,
  currentPayGuest: async () => guest,
}))

const { GET } = await import('./[attempt]/route.ts')
const { POST } = await import('./start/route.ts')
const { POST: postTogether } = await import('./together/route.ts')
const { POST: postInstalments } = await import('./instalments/route.ts')

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

  test('leads to the amount of the server, whatever amount a form or a program posts', async () => {
    const amounts = fc.oneof(fc.double().map(String), fc.bigInt().map(String), fc.constantFrom('1', '499.99', '', '१'))
    const names = fc.constantFrom('amount', 'amountPaise', 'amount_paise', 'am', 'rebatePaise', '__proto__')
    for (const [name, amount] of [['amount', '1.00'] as const, ...fc.sample(fc.tuple(names, amounts), 25)]) {
      await press({ bill: bill.id, [name]: amount })
      expect((await attempts()).map(({ amountPaise }) => amountPaise)).toEqual([50_000n])
    }
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

describe('another amount', () => {
  const chosen = (amount: string, more: Record<string, string> = {}) =>
    press({ connection: home.connectionId, amount, ...more })

  test('leads to its attempt, or back to the form with what was typed and why it was not taken', async () => {
    const answer = await chosen('₹ 250.50')
    const [attempt] = await attempts()
    expect(answer.headers.get('location')).toBe(`/c/${home.connectionId}/pay/${attempt?.id}`)
    expect(attempt).toMatchObject({ amountPaise: 25_050n, isChosen: true })
    for (const [typed, reason] of [
      ['0.50', 'TOO_SMALL'],
      ['abc', 'NOT_AMOUNT'],
      ['200000', 'TOO_LARGE'],
    ] as const) {
      const place = (await chosen(typed)).headers.get('location')
      expect(place).toBe(`/c/${home.connectionId}/pay?amount=${typed}&error=${reason}`)
    }
  })

  test('is begun by nobody else, and a stranger’s wrong amount says no more than his right one', async () => {
    actor = stranger.actor
    const answers = await Promise.all(['250', 'abc', ''].map((amount) => chosen(amount)))
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1)
    expect(await attempts()).toEqual([])
  })

  test('under a key is begun once', async () => {
    const key = randomUUID()
    const [first, again] = [await chosen('250', { key }), await chosen('250', { key })]
    expect(again.headers.get('location')).toBe(first.headers.get('location'))
    expect((await chosen('251', { key })).status).toBe(409)
    expect((await chosen('250', { key: 'short' })).status).toBe(422)
    expect(await attempts()).toHaveLength(1)
  })
})

describe('the same as JSON', () => {
  const send = (body: unknown, key: string | null = randomUUID(), site = 'same-origin') =>
    POST(
      new Request('http://localhost:3000/api/payments/start', {
        method: 'POST',
        body: JSON.stringify(body),
        headers: {
          'content-type': 'application/json',
          'Sec-Fetch-Site': site,
          ...(key !== null && { 'Idempotency-Key': key }),
        },
      }),
    )

  test('is answered 201, then 200 with the same, and 409 for another body', async () => {
    const key = randomUUID()
    const first = await send({ bill: bill.id }, key)
    const again = await send({ bill: bill.id }, key)
    expect([first.status, again.status]).toEqual([201, 200])
    expect(await again.json()).toEqual(await first.json())
    expect((await send({ connection: home.connectionId, amount: '250' }, key)).status).toBe(409)
  })

  test('wants a key, a body that it knows, and its owner', async () => {
    expect((await send({ bill: bill.id }, null)).status).toBe(422)
    expect((await send({ bill: bill.id }, 'short')).status).toBe(422)
    for (const body of [{}, { bill: 1 }, { bill: bill.id, amount: '1' }, 'x', null])
      expect((await send(body)).status).toBe(400)
    expect(await (await send({ connection: home.connectionId, amount: '0' })).json()).toEqual({ error: 'TOO_SMALL' })
    expect((await send({ bill: bill.id }, randomUUID(), 'cross-site')).status).toBe(403)
    actor = stranger.actor
    expect((await send({ bill: bill.id })).status).toBe(404)
    actor = null
    expect((await send({ bill: bill.id })).status).toBe(401)
    expect(await attempts()).toEqual([])
  })
})

describe('several together', () => {
  const address = 'http://localhost:3000/api/payments/together'
  const choose = (connections: string[], more: Record<string, string> = {}, site = 'same-origin') =>
    postTogether(
      new Request(address, {
        method: 'POST',
        body: new URLSearchParams([...connections.map((id) => ['connection', id]), ...Object.entries(more)]),
        headers: { 'Sec-Fetch-Site': site },
      }),
    )
  const send = (body: unknown, key = randomUUID()) =>
    postTogether(
      new Request(address, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'Sec-Fetch-Site': 'same-origin', 'Idempotency-Key': key },
      }),
    )

  test('lead to their page, or back to the choice with the reason', async () => {
    const answer = await choose([home.connectionId])
    const [attempt] = await attempts()
    expect(answer.headers.get('location')).toBe(`/connections/pay/${attempt?.batchId}`)
    expect((await choose([])).headers.get('location')).toBe('/connections?error=NONE')
    await tell(services, { paymentId: `pay_${bill.id}`, reference: bill.paymentReference, amount: 50_000 })
    expect((await choose([home.connectionId])).headers.get('location')).toBe('/connections?error=NOTHING_DUE')
  })

  test('are begun once under a key, by form and as JSON', async () => {
    const key = randomUUID()
    const body = { connections: [home.connectionId] }
    const [first, again] = [await send(body, key), await send(body, key)]
    expect([first.status, again.status]).toEqual([201, 200])
    expect(await again.json()).toEqual(await first.json())
    expect((await choose([home.connectionId], { key: 'short' })).status).toBe(422)
    expect((await send({ connections: [] })).status).toBe(400)
    expect(await attempts()).toHaveLength(1)
  })

  test('are not found with a stranger’s among them, and nothing is begun', async () => {
    expect((await choose([home.connectionId, stranger.connectionId])).status).toBe(404)
    expect((await send({ connections: [stranger.connectionId] })).status).toBe(404)
    expect((await choose([home.connectionId], {}, 'cross-site')).status).toBe(403)
    actor = stranger.actor
    expect((await choose([home.connectionId])).status).toBe(404)
    actor = null
    expect((await choose([home.connectionId])).headers.get('location')).toMatch(/^\/login/)
    expect((await send({ connections: [home.connectionId] })).status).toBe(401)
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

  test('is told to a guest of its bill, also where somebody else has logged in', async () => {
    await press({ bill: bill.id })
    const [attempt] = await attempts()
    const of = (billId: string) => ({ kind: 'pay-guest' as const, connectionId: home.connectionId, billId })
    for (const loggedIn of [null, stranger.actor]) {
      actor = loggedIn
      guest = { guest: of(bill.id), from: '/quick-pay/amount' }
      expect((await ask(attempt?.id ?? '')).status).toBe(200)
      guest = { guest: of(randomUUID()), from: '/quick-pay/amount' }
      expect((await ask(attempt?.id ?? '')).status).toBe(404)
    }
    guest = null
  })
})

describe('asking for instalments', () => {
  const askFor = async (fields: Record<string, string>, site = 'same-origin') => {
    const body = new URLSearchParams(fields)
    const url = 'http://localhost:3000/api/payments/instalments'
    return postInstalments(new Request(url, { method: 'POST', body, headers: { 'Sec-Fetch-Site': site } }))
  }

  test('leads to the page that tells of it, with the reason where it was not taken', async () => {
    const page = `/c/${home.connectionId}/pay/instalments`
    const fields = { connection: home.connectionId, instalments: '2' }
    expect((await askFor(fields)).headers.get('location')).toBe(`${page}?error=TOO_LITTLE`)
    await makeBill(services, home, { of: '2026-11', own: 500_000 })
    expect((await askFor({ connection: home.connectionId })).headers.get('location')).toBe(`${page}?error=NOT_A_COUNT`)
    expect((await askFor(fields)).headers.get('location')).toBe(page)
  })

  test('is nothing for another site, for nobody and for strangers', async () => {
    const fields = { connection: home.connectionId, instalments: '2' }
    expect((await askFor(fields, 'cross-site')).status).toBe(403)
    actor = null
    expect((await askFor(fields)).headers.get('location')).toMatch(/^\/login/)
    actor = stranger.actor
    expect((await askFor(fields)).status).toBe(404)
  })
})
