import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { paise } from '#lib/units/paise.ts'
import { type NewEntry, postTransaction } from './post-transaction.ts'
import { transactionId } from './transaction-id.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
})
afterAll(() => services.close())

function post(
  reference: string,
  entries: NewEntry[],
  given: { id?: string; occurredAt?: Date; recordedAt?: Date } = {},
) {
  const at = services.now()
  const own = { id: transactionId('REBATE', reference), occurredAt: at, recordedAt: at, ...given }
  const transaction = { ...own, kind: 'REBATE', reference, connectionId: null } as const
  return services.db.$transaction((tx) => postTransaction(tx, { ...transaction, entries }))
}

const pair = (debit: number, credit: number): NewEntry[] => [
  { account: 'REBATE', side: 'DEBIT', amountPaise: paise(debit) },
  { account: 'SUSPENSE', side: 'CREDIT', amountPaise: paise(credit) },
  { account: 'ROUNDING', side: 'CREDIT', amountPaise: paise(0) },
]

test('writes what balances, without the zeros', async () => {
  expect(await post('even', pair(5, 5))).toBe(true)
  expect(await services.db.ledgerEntry.count({ where: { transaction: { reference: 'even' } } })).toBe(2)
})

describe('the same movement again', () => {
  const first = () => post('again', pair(7, 7))
  const count = () => services.db.ledgerEntry.count({ where: { transaction: { reference: 'again' } } })

  test('changes nothing, whenever it is heard of', async () => {
    expect(await first()).toBe(true)
    expect(await first()).toBe(false)
    expect(await post('again', pair(7, 7), { recordedAt: new Date('2026-11-13T10:00:00+05:30') })).toBe(false)
    expect(await count()).toBe(2)
  })

  test('from many at once is written by one', async () => {
    const written = await Promise.all(Array.from({ length: 20 }, () => post('race', pair(9, 9))))
    expect(written.filter(Boolean)).toHaveLength(1)
  })

  test('is refused when it says something else under the same id or reference', async () => {
    await expect(post('again', pair(8, 8))).rejects.toThrow('other entries')
    await expect(post('again', pair(7, 7), { id: randomUUID() })).rejects.toThrow('other entries')
    await expect(post('other', pair(7, 7), { id: transactionId('REBATE', 'again') })).rejects.toThrow('other entries')
    await expect(post('again', pair(7, 7), { occurredAt: new Date('2026-11-01T00:00:00Z') })).rejects.toThrow('other')
    expect(await count()).toBe(2)
  })
})

test('ids are made of what the movement is about', () => {
  expect(transactionId('PAYMENT', 'UPI:pay_1')).toBe(transactionId('PAYMENT', 'UPI:pay_1'))
  expect(transactionId('PAYMENT', 'UPI:pay_1')).not.toBe(transactionId('REBATE', 'UPI:pay_1'))
  expect(transactionId('PAYMENT', 'UPI:pay_1')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  )
})

test('refuses what does not balance, or has a negative amount', async () => {
  await expect(post('odd', pair(5, 4))).rejects.toThrow('out of balance')
  await expect(post('negative', pair(-5, -5))).rejects.toThrow('negative')
})

test('what is written is neither changed nor deleted, and the database itself refuses what does not balance', async () => {
  const { db } = services
  const owner = services.asOwner()
  await expect(owner.$executeRaw`update "LedgerEntry" set "amountPaise" = 6`).rejects.toThrow(/append-only/)
  await expect(owner.$executeRaw`delete from "LedgerTransaction"`).rejects.toThrow(/append-only/)
  await expect(db.$executeRaw`delete from "LedgerTransaction"`).rejects.toThrow(/permission denied/)
  const [known] = await db.ledgerTransaction.findMany({ take: 1 })
  const entry = {
    chainId: known?.chainId ?? '',
    transactionId: known?.id ?? '',
    position: 9,
    account: 'REBATE',
    side: 'DEBIT',
    amountPaise: 1n,
  } as const
  await expect(db.ledgerEntry.create({ data: entry })).rejects.toThrow(/out of balance/)
})
