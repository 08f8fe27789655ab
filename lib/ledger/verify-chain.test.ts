import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeBill, makeHome } from '#lib/payments/test-bills.ts'
import { tell } from '#lib/payments/test-events.ts'
import type { Tx } from '#lib/platform/db.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { sealRoot } from './seal-root.ts'
import { verifyChain } from './verify-chain.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
})
afterAll(() => services.close())

/** A home with a bill, a part payment and what it has over. */
async function story() {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const pay = (paymentId: string, amount: number) =>
    tell(services, { paymentId, reference: bill.paymentReference, amount })
  await pay(`pay_${home.consumerNo}_a`, 20_000)
  await pay(`pay_${home.consumerNo}_b`, 40_000)
  return home
}

/** Lets somebody who may do everything change the past, guards and all, and looks at what the chain says. */
async function foundAfter(tamper: (tx: Tx) => Promise<unknown>): Promise<string[]> {
  let found: string[] = []
  const undo = new Error('undo')
  await services
    .asOwner()
    .$transaction(async (tx) => {
      await tx.$executeRaw`set local session_replication_role = 'replica'`
      await tamper(tx)
      found = await verifyChain(tx as TestServices['db'])
      throw undo
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error
    })
  return found
}

test('each transaction is sealed in its connection’s chain, by a digest that anybody can build again', async () => {
  const { connectionId } = await story()
  const chain = await services.db.ledgerSeal.findMany({
    where: { chainId: connectionId },
    orderBy: { position: 'asc' },
    include: { transaction: { include: { entries: { orderBy: { position: 'asc' } } } } },
  })
  expect(chain.map(({ position, transaction }) => [position, transaction.kind])).toEqual([
    [1, 'BILL_ISSUED'],
    [2, 'PAYMENT'],
    [3, 'PAYMENT'],
  ])
  // PostgreSQL writes JSON with a blank after each comma.
  const text = (value: unknown): string =>
    Array.isArray(value) ? `[${value.map(text).join(', ')}]` : JSON.stringify(value)
  let before: Uint8Array = new Uint8Array()
  for (const { hash, transaction: t } of chain) {
    const entries = t.entries.map((e) => [
      ...[e.position, e.account, e.side, e.amountPaise.toString(), e.connectionId, e.billId],
    ])
    const said = [t.id, t.kind, t.reference, t.connectionId, `${t.occurredAt.getTime()}`, `${t.recordedAt.getTime()}`]
    before = createHash('sha256')
      .update(before)
      .update(text([...said, entries]))
      .digest()
    expect(Buffer.from(hash).equals(before)).toBe(true)
  }
  expect(await verifyChain(services.db)).toEqual([])
})

test('money of nobody known has a chain of its own, and fifty writers at once leave no gap', async () => {
  const homes = await Promise.all(Array.from({ length: 10 }, story))
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      tell(services, { paymentId: `pay_nobody_${index}`, reference: 'NOBODY', amount: 100 + index }),
    ),
  )
  const nobody = await services.db.ledgerSeal.count({ where: { chainId: '00000000-0000-0000-0000-000000000000' } })
  expect(nobody).toBe(40)
  expect(await services.db.ledgerSeal.count({ where: { chainId: homes[3]?.connectionId ?? '' } })).toBe(3)
  expect(await verifyChain(services.db)).toEqual([])
})

test('a changed amount, a removed transaction, a swapped order and a changed root are found', async () => {
  const { connectionId } = await story()
  await sealRoot(services)
  services.setTime('2026-11-12T11:30:00+05:30')
  await story()
  expect(await sealRoot(services)).toMatchObject({ number: 2 })
  expect(await verifyChain(services.db)).toEqual([])

  const seal = (position: number) => `seal ${position} of chain ${connectionId}`
  const where = { chainId_position: { chainId: connectionId, position: 2 } }
  const { transactionId } = await services.db.ledgerSeal.findUniqueOrThrow({ where })
  const cheapen = (tx: Tx) => tx.ledgerEntry.updateMany({ where: { transactionId }, data: { amountPaise: 1n } })
  expect(await foundAfter(cheapen)).toEqual([seal(2)])
  const found = await foundAfter((tx) => tx.ledgerSeal.delete({ where }))
  expect(found).toEqual([seal(3), `no seal of transaction ${transactionId}`])
  // Whoever rewrites a whole chain so that it is whole again meets the root.
  expect(
    await foundAfter(async (tx) => {
      await cheapen(tx)
      await tx.ledgerSeal.deleteMany({ where: { chainId: connectionId } })
      await tx.$executeRaw`
        select "ledger_seal_in_chain"("chainId", "id") from (
          select "chainId", "id" from "LedgerTransaction" where "chainId" = ${connectionId}::uuid
          order by "kind", "recordedAt", "reference") t`
    }),
  ).toEqual(['root 1'])
})

test('a root is made once an hour, and only when something moved', async () => {
  services.setTime('2026-11-12T15:00:00+05:30')
  await story()
  const roots = await Promise.all([1, 2, 3].map(() => sealRoot(services).catch(() => null)))
  expect(roots.filter((root) => root !== null)).toHaveLength(1)
  services.setTime('2026-11-12T15:59:00+05:30')
  await story()
  expect(await sealRoot(services)).toBeNull()
  services.setTime('2026-11-12T16:00:00+05:30')
  expect(await sealRoot(services)).not.toBeNull()
  services.setTime('2026-11-12T18:00:00+05:30')
  expect(await sealRoot(services)).toBeNull()
})

test('neither seal nor root is changed or deleted', async () => {
  const db = services.asOwner()
  await expect(db.$executeRaw`update "LedgerSeal" set "position" = 9`).rejects.toThrow(/append-only/)
  await expect(db.$executeRaw`delete from "LedgerRoot"`).rejects.toThrow(/append-only/)
  await expect(db.$executeRaw`truncate "LedgerRootHead"`).rejects.toThrow(/append-only/)
})
