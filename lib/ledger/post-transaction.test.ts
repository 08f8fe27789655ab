import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { paise } from '#lib/units/paise.ts'
import { type NewEntry, postTransaction } from './post-transaction.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
})
afterAll(() => services.close())

function post(reference: string, entries: NewEntry[], id = randomUUID() as string) {
  const at = services.now()
  const transaction = { id, kind: 'REBATE', reference, connectionId: null, occurredAt: at, recordedAt: at } as const
  return services.db.$transaction((tx) => postTransaction(tx, { ...transaction, entries }))
}

const pair = (debit: number, credit: number): NewEntry[] => [
  { account: 'REBATE', side: 'DEBIT', amountPaise: paise(debit) },
  { account: 'SUSPENSE', side: 'CREDIT', amountPaise: paise(credit) },
  { account: 'ROUNDING', side: 'CREDIT', amountPaise: paise(0) },
]

test('writes what balances, without the zeros, and once', async () => {
  await post('even', pair(5, 5))
  expect(await services.db.ledgerEntry.count()).toBe(2)
  await expect(post('even', pair(5, 5))).rejects.toThrow()
})

test('refuses what does not balance, or has a negative amount', async () => {
  await expect(post('odd', pair(5, 4))).rejects.toThrow('out of balance')
  await expect(post('negative', pair(-5, -5))).rejects.toThrow('negative')
})

test('what is written is neither changed nor deleted, and the database itself refuses what does not balance', async () => {
  const { db } = services
  await expect(db.$executeRaw`update "LedgerEntry" set "amountPaise" = 6`).rejects.toThrow(/append-only/)
  await expect(db.$executeRaw`delete from "LedgerTransaction"`).rejects.toThrow(/append-only/)
  const [known] = await db.ledgerTransaction.findMany({ take: 1 })
  const entry = {
    transactionId: known?.id ?? '',
    position: 9,
    account: 'REBATE',
    side: 'DEBIT',
    amountPaise: 1n,
  } as const
  await expect(db.ledgerEntry.create({ data: entry })).rejects.toThrow(/out of balance/)
})
