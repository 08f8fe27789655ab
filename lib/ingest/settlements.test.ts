import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { chaseSettlements } from '#lib/payments/chase-settlements.ts'
import { appendToDemoLog } from '#lib/payments/gateway/demo-log.ts'
import { type TestGateway, testGateway } from '#lib/payments/gateway/test-gateway.ts'
import { settlementEntries } from '#lib/payments/match-settlement-line.ts'
import { startTogether } from '#lib/payments/start-together.ts'
import { type Home, makeBill, makeHome, type TestBill } from '#lib/payments/test-bills.ts'
import { tell } from '#lib/payments/test-events.ts'
import { verifyLedger } from '#lib/payments/verify-ledger.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { paise } from '#lib/units/paise.ts'
import { ingestText, taken } from './test-files.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'settlements-'))
let services: TestServices
let stand: TestGateway
let home: Home
let bill: TestBill
let serial = 0

beforeAll(async () => {
  vi.stubEnv('PORTAL_DATA_DIR', folder)
})
beforeEach(async () => {
  services = await testServices('2026-11-05T10:00:00+05:30')
  stand = await testGateway(services.now)
  home = await makeHome(services)
  bill = await makeBill(services, home, { of: '2026-10', own: 1_000_000 })
  serial = 0
  return async () => {
    await stand.close()
    await services.close()
  }
})
afterAll(() => {
  vi.unstubAllEnvs()
  fs.rmSync(folder, { recursive: true })
})

const HEADER = 'settlement_id,settlement_utr,settled_at,entity_id,type,amount_rupees,fee_rupees,tax_rupees,card_network'
type Line = { amount: string; type?: string; fee?: string; tax?: string; settlement?: string; at?: string }
const line = (entityId: string, { amount, type = 'payment', fee = '0', tax = '0', settlement, at }: Line) =>
  `${settlement ?? 'setl_1'},1568176960vxp0rj,${at ?? '2026-11-05 09:00'},${entityId},${type},${amount},${fee},${tax},`
const load = (rows: string[], options = {}) => taken(services, 'settlements', [HEADER, ...rows, ''].join('\n'), options)
const report = async (rows: string[]) => {
  const result = await ingestText(services, 'settlements', [HEADER, ...rows, ''].join('\n'))
  return result.ok ? (result.report ?? '') : ''
}
/** A payment that the gateway tells of; its id. */
const paid = async (amount: number, at?: string): Promise<string> => {
  serial += 1
  const paymentId = `pay_${serial}`
  await tell(services, { paymentId, reference: bill.paymentReference, amount, ...(at && { at }) })
  return paymentId
}
const bucketOf = async (entityId: string) =>
  (await services.db.settlementLine.findUniqueOrThrow({ where: { entityId } })).bucket
/** What stands in an account, debits less credits. */
const balance = async (account: 'BANK' | 'GATEWAY_CLEARING' | 'GATEWAY_FEES' | 'GATEWAY_TAX') => {
  const entries = await services.db.ledgerEntry.findMany({ where: { account } })
  return entries.reduce((sum, { side, amountPaise }) => sum + (side === 'DEBIT' ? amountPaise : -amountPaise), 0n)
}
const broken = async () =>
  (await verifyLedger(services, null)).flatMap(({ id, broken }) => broken.map((found) => `${id} ${found}`))

describe('a settlement file', () => {
  test('moves what matches from the gateway to the bank, less fees and their tax', async () => {
    const [first, second] = [await paid(10_000), await paid(20_000)]
    const rows = [line(first, { amount: '100.00', fee: '2.36', tax: '0.36' }), line(second, { amount: '200' })]
    expect(await load(rows)).toMatchObject({ accepted: 2, rejected: 0 })
    expect(await balance('GATEWAY_CLEARING')).toBe(0n)
    expect(await balance('BANK')).toBe(29_764n)
    expect([await balance('GATEWAY_FEES'), await balance('GATEWAY_TAX')]).toEqual([200n, 36n])
    expect(await broken()).toEqual([])
  })

  test('again, in parts, in another order and twice at once changes nothing', async () => {
    const ids = [await paid(10_000), await paid(20_000), await paid(30_000)]
    const rows = ids.map((id, index) => line(id, { amount: `${(index + 1) * 100}.00`, fee: '1', tax: '0.15' }))
    const counts = await Promise.all([load(rows), load(rows.toReversed()), load(rows.slice(1))])
    expect(counts.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(3)
    expect(await load(rows)).toMatchObject({ accepted: 0, unchanged: 3 })
    expect(await services.db.ledgerTransaction.count({ where: { kind: 'SETTLEMENT' } })).toBe(3)
    expect(await balance('BANK')).toBe(59_700n)
    expect(await broken()).toEqual([])
  })

  test('has four buckets, printed and stored, and says which payments they are about', async () => {
    const matched = await paid(10_000)
    const differs = await paid(20_000)
    const forgotten = await paid(30_000, '2026-11-05T09:30:00+05:30')
    services.setTime('2026-11-20T10:00:00+05:30')
    const recent = await paid(40_000)
    const at = '2026-11-20 09:00'
    const text = await report([
      line(matched, { amount: '100.00', fee: '1.18', tax: '0.18' }),
      line(differs, { amount: '210.00', at }),
      line('pay_unknown', { amount: '5.00', at }),
    ])
    expect(text.split('\n').map((row) => row.trim())).toEqual([
      'matched               1           ₹100.00  (bank ₹98.82, fees ₹1.00, tax ₹0.18)',
      'missing there         1           ₹300.00',
      forgotten,
      'missing here          1             ₹5.00',
      'pay_unknown',
      'amount differs        1           ₹210.00',
      differs,
      '',
    ])
    expect(text).not.toContain(recent)
    const stored = await services.db.settlementReport.findFirstOrThrow()
    expect(stored.buckets).toMatchObject({
      matched: { count: 1, bankPaise: 9_882, feePaise: 100, taxPaise: 18 },
      missingThere: { count: 1, named: [forgotten] },
      missingHere: { count: 1, named: ['pay_unknown'] },
      amountDiffers: { count: 1, named: [differs] },
    })
    const alarms = await services.db.paymentAlarm.findMany({ where: { kind: 'SETTLEMENT' } })
    expect(alarms.map(({ reference }) => reference).sort()).toEqual([forgotten, 'pay_unknown', differs].sort())
    // Only what matches is booked, and the invariants say what is not in the books.
    expect(await balance('BANK')).toBe(9_882n)
    expect(await broken()).toEqual([`INV2 settled payment ${differs}`, 'INV2 settled payment pay_unknown'])
  })

  test('settles one payment of several connections as one, and a refund the other way', async () => {
    const other = await makeHome(services)
    await services.db.mobileLink.create({
      data: {
        ...{ consumerId: home.actor.consumerId, connectionId: other.connectionId },
        ...{ proof: 'MASTER_RECORD', linkedAt: services.now() },
      },
    })
    await makeBill(services, other, { of: '2026-10', own: 50_000 })
    const connectionIds = [home.connectionId, other.connectionId]
    const begun = await startTogether(services, home.actor, { connectionIds })
    const batch = await services.db.paymentBatch.findUniqueOrThrow({ where: { id: begun?.ok ? begun.batchId : '' } })
    await tell(services, { paymentId: 'pay_both', reference: batch.reference, amount: 1_050_000 })
    await load([line('pay_both', { amount: '10500.00' })])
    expect(await bucketOf('pay_both')).toBe('MATCHED')
    expect(await balance('GATEWAY_CLEARING')).toBe(0n)

    const payment = await services.db.payment.findFirstOrThrow({ where: { connectionId: other.connectionId } })
    const refund = {
      ...{
        chainId: payment.chainId,
        id: '1b1f0c2e-0000-4000-8000-00000000000a',
        paymentId: payment.id,
        amountPaise: 5_000n,
      },
      reason: 'OTHER',
      ...{ requestedBy: 'one', requestedAt: services.now(), gatewayRefundId: 'rfnd_1' },
    } as const
    await services.db.refund.create({ data: { ...refund, state: 'SENT' } })
    await load([line('rfnd_1', { amount: '50.00', type: 'refund', fee: '1' })])
    expect(await bucketOf('rfnd_1')).toBe('MISSING_HERE')
    await services.db.refund.updateMany({ where: { id: refund.id }, data: { state: 'PAID' } })
    await load([line('rfnd_1', { amount: '50.00', type: 'refund', fee: '1' })])
    expect(await bucketOf('rfnd_1')).toBe('MATCHED')
    expect(await balance('BANK')).toBe(1_050_000n - 5_100n)
  })

  test('what the books did not know matches once they do: by the gateway’s word within the hour', async () => {
    await load([line('pay_lost', { amount: '70.00' })])
    expect(await bucketOf('pay_lost')).toBe('MISSING_HERE')
    appendToDemoLog({
      ...{ kind: 'captured', paymentId: 'pay_lost', reference: bill.paymentReference, amountPaise: '7000' },
      at: services.now().toISOString(),
    })
    const withGateway = { ...services, gateway: stand.gateway }
    expect(await chaseSettlements(withGateway)).toBe(1)
    expect(await bucketOf('pay_lost')).toBe('MATCHED')
    expect(await chaseSettlements(withGateway)).toBeNull()
    expect(await broken()).toEqual([])
  })

  test('a payment that cannot be asked about keeps no other from its turn, and is asked about an hour later', async () => {
    await load([line('pay_odd', { amount: '5.00', at: '2026-11-05 09:30' }), line('pay_lost', { amount: '70.00' })])
    appendToDemoLog({
      ...{ kind: 'captured', paymentId: 'pay_lost', reference: bill.paymentReference, amountPaise: '7000' },
      at: services.now().toISOString(),
    })
    const asked: string[] = []
    const payment: typeof stand.gateway.payment = async (id) => {
      asked.push(id)
      if (id === 'pay_odd') throw new TypeError('An answer that nobody foresaw.')
      return stand.gateway.payment(id)
    }
    const withGateway = { ...services, gateway: { ...stand.gateway, payment } }
    await expect(chaseSettlements(withGateway)).rejects.toThrow('nobody foresaw')
    expect(await bucketOf('pay_lost')).toBe('MATCHED')
    services.setTime('2026-11-05T10:59:00+05:30')
    expect(await chaseSettlements(withGateway)).toBeNull()
    services.setTime('2026-11-05T11:00:00+05:30')
    await expect(chaseSettlements(withGateway)).rejects.toThrow('nobody foresaw')
    expect(asked).toEqual(['pay_odd', 'pay_lost', 'pay_odd'])
  })

  test('is refused line by line where it says what cannot be, or otherwise than before', async () => {
    const id = await paid(10_000)
    await load([line(id, { amount: '100.00', fee: '1' })])
    const rows = [
      line(id, { amount: '100.00', fee: '2' }),
      line('pay_x', { amount: '0' }),
      line('pay_y', { amount: '10', fee: '11' }),
      line('pay_z', { amount: '10', fee: '1', tax: '2' }),
      line('pay_w', { amount: '10', type: 'adjustment' }),
      line('pay_v', { amount: '10', at: '2026-11-06' }),
    ]
    const reasons = [
      '2: entity_id was told before with another settlement, amount or fee',
      '3: amount_rupees is not above zero',
      '4: fee_rupees is more than amount_rupees, or tax_rupees more than fee_rupees, which holds it',
      '5: fee_rupees is more than amount_rupees, or tax_rupees more than fee_rupees, which holds it',
      '6: type is not PAYMENT or REFUND: "adjustment"',
      '7: settled_at is in the future: "2026-11-06"',
    ]
    expect((await load(rows)).reasons.sort()).toEqual(reasons)
    expect((await load(rows, { isDryRun: true })).reasons.sort()).toEqual(reasons)
  })

  test('a dry run keeps nothing and books nothing', async () => {
    const id = await paid(10_000)
    expect(await load([line(id, { amount: '100.00' })], { isDryRun: true })).toMatchObject({ accepted: 1 })
    expect(await services.db.settlementLine.count()).toBe(0)
    expect(await balance('BANK')).toBe(0n)
  })
})

test('whatever a line says, its entries balance and empty the clearing account by its amount', () => {
  const money = fc.bigInt({ min: 0n, max: 10n ** 12n })
  fc.assert(
    fc.property(fc.constantFrom('PAYMENT', 'REFUND'), money, money, money, (kind, net, fee, tax) => {
      const feePaise = fee + tax
      const entries = settlementEntries(kind as 'PAYMENT' | 'REFUND', {
        ...{ amountPaise: paise(net + feePaise + 1n), feePaise: paise(feePaise), taxPaise: paise(tax) },
      })
      const sum = (side: string) =>
        entries.filter((entry) => entry.side === side).reduce((total, entry) => total + entry.amountPaise, 0n)
      expect(sum('DEBIT')).toBe(sum('CREDIT'))
      expect(entries.every(({ amountPaise }) => amountPaise >= 0n)).toBe(true)
      expect(entries.at(-1)).toMatchObject({ account: 'GATEWAY_CLEARING', amountPaise: net + feePaise + 1n })
    }),
  )
})
