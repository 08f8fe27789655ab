import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Tx } from '#lib/platform/db.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { attemptsOfReference, payeesOfConsumerNo, payeesOfReference } from './find-payee.ts'
import { newReference } from './reference.ts'
import { startPayment } from './start-payment.ts'
import { type Home, makeBill, makeHome, type TestBill } from './test-bills.ts'

let services: TestServices
let home: Home
let bill: TestBill
/** Of which model what was asked for. */
let asked: unknown[][]
let tx: Tx

beforeAll(async () => {
  services = await testServices('2026-11-05T10:00:00+05:30')
  const noted = services.db.$extends({
    query: {
      $allModels: {
        $allOperations: ({ model, args, query }) => {
          asked.push([model, (args as { where?: unknown }).where])
          return query(args)
        },
      },
    },
  })
  tx = noted as unknown as Tx
})
afterAll(() => services.close())
beforeEach(async () => {
  home = await makeHome(services)
  bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  asked = []
})

async function attempt() {
  const started = await startPayment(services, home.actor, { billId: bill.id })
  const id = started?.ok ? started.attemptId : ''
  return services.db.paymentAttempt.findFirstOrThrow({ where: { id } })
}

test('whose money it is, is asked of the connection that its reference begins with, and of no other', async () => {
  const { connectionId } = home
  const { id, reference } = await attempt()
  expect(await payeesOfReference(tx, reference)).toMatchObject([{ connectionId, billId: bill.id, attempt: { id } }])
  expect(asked).toEqual([['PaymentAttempt', { reference, connectionId }]])
  asked = []
  const { paymentReference } = bill
  expect(await payeesOfReference(tx, paymentReference)).toEqual([
    { connectionId, billId: bill.id, attempt: null, askedPaise: 50_000n },
  ])
  expect(asked).toEqual([
    ['PaymentAttempt', { reference: paymentReference, connectionId }],
    ['Bill', { paymentReference, connectionId }],
  ])
})

test('a reference from before they began so is looked for everywhere, and one that nobody made names nobody', async () => {
  for (const reference of ['OLD17', newReference(home.connectionId)]) {
    expect(await payeesOfReference(tx, reference)).toEqual([])
    expect(await attemptsOfReference(tx, reference)).toEqual([])
  }
  expect(asked.slice(0, 3)).toEqual([
    ['PaymentAttempt', { reference: 'OLD17' }],
    ['PaymentBatch', { reference: 'OLD17' }],
    ['Bill', { paymentReference: 'OLD17' }],
  ])
})

test('a consumer number names its connection, or nobody', async () => {
  const { connectionId, consumerNo } = home
  expect(await payeesOfConsumerNo(tx, consumerNo)).toEqual([
    { connectionId, billId: null, attempt: null, askedPaise: null },
  ])
  expect(await payeesOfConsumerNo(tx, '0')).toEqual([])
})
