import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import type { PaymentState } from '#prisma/generated/client.ts'
import { changeState } from './change-state.ts'
import { startPayment } from './start-payment.ts'
import { makeBill, makeHome } from './test-bills.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-05T10:00:00+05:30')
})
afterAll(() => services.close())

async function attempted() {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const started = await startPayment(services, home.actor, { billId: bill.id })
  const key = { connectionId: home.connectionId, id: started?.ok ? started.attemptId : '' }
  const move = (to: PaymentState, at = services.now(), eventId?: string) =>
    services.db.$transaction((tx) => changeState(tx, key, to, { at, eventId }))
  const history = async () => {
    const { state, changes } = await services.db.paymentAttempt.findFirstOrThrow({
      where: { id: key.id },
      include: { changes: { orderBy: { position: 'asc' } } },
    })
    return { state, changes: changes.map(({ position, fromState, toState }) => [position, fromState, toState]) }
  }
  return { key, move, history }
}

test('an attempt moves as the table says, each move written with its cause, and not otherwise', async () => {
  const { key, move, history } = await attempted()
  expect(await move('SHOWN')).toBe(true)
  expect([await move('SHOWN'), await move('REFUNDED')]).toEqual([false, false])
  expect(await move('PAID', services.now(), 'evt_paid')).toBe(true)
  expect(await move('FAILED')).toBe(false)
  expect(await history()).toEqual({
    state: 'PAID',
    changes: [
      [1, null, 'CREATED'],
      [2, 'CREATED', 'SHOWN'],
      [3, 'SHOWN', 'PAID'],
    ],
  })
  const last = await services.db.paymentStateChange.findFirst({ where: { attemptId: key.id, toState: 'PAID' } })
  expect(last).toMatchObject({ at: services.now(), eventId: 'evt_paid' })
})

test('one that is not there, or is another connection’s, does not move', async () => {
  const { key, history } = await attempted()
  for (const other of [
    { ...key, id: randomUUID() },
    { ...key, connectionId: randomUUID() },
  ])
    expect(await services.db.$transaction((tx) => changeState(tx, other, 'PAID', { at: services.now() }))).toBe(false)
  expect((await history()).state).toBe('CREATED')
})

test('of two causes at once one moves it', async () => {
  const { move, history } = await attempted()
  const moved = await Promise.all(Array.from({ length: 6 }, () => move('PENDING')))
  expect(moved.filter(Boolean)).toHaveLength(1)
  expect((await history()).changes).toHaveLength(2)
})
