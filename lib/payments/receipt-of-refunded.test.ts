import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import { MemoryGateway } from './gateway/test-memory-gateway.ts'
import { getReceipt } from './get-receipt.ts'
import { listPayments } from './list-payments.ts'
import type { PaymentServices } from './payment-services.ts'
import { receiptRows } from './receipt-rows.ts'
import { requestRefund } from './request-refund.ts'
import { sendRefunds } from './send-refunds.ts'
import { makeBill, makeHome } from './test-bills.ts'
import { tell } from './test-events.ts'
import { agreeToRefund } from './test-refunds.ts'

const CLERK = testOfficer('CLERK')
let plain: TestServices
let gateway: MemoryGateway
let services: PaymentServices

beforeAll(async () => {
  plain = await testServices('2026-11-05T10:00:00+05:30')
  gateway = new MemoryGateway(plain.now)
  services = { ...plain, gateway }
})
afterAll(() => plain.close())

test('the receipt of a payment tells what of it is going back and what has gone', async () => {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const captured = gateway.capture(bill.paymentReference, paise(50_000))
  await tell(services, { paymentId: captured.id, reference: bill.paymentReference, amount: 50_000 })
  const { id: paymentId } = await plain.db.payment.findFirstOrThrow({ where: { reference: captured.id } })
  const receipt = async () => {
    const found = await getReceipt(services, home.actor, { connectionId: home.connectionId, paymentId })
    if (!found) throw new Error('The receipt is gone.')
    return found
  }
  const told = async () => {
    const { refundingPaise, refundedPaise } = await receipt()
    return [refundingPaise, refundedPaise]
  }
  const refund = async (amount: number) => {
    const refundId = randomUUID()
    await requestRefund(services, CLERK, { refundId, paymentId, amountPaise: paise(amount), reason: 'OTHER' })
    expect(await told()).not.toContain(BigInt(amount))
    expect(await agreeToRefund(services, refundId)).toMatchObject({ ok: true })
  }
  expect(await told()).toEqual([0n, 0n])
  await refund(10_000)
  expect(await told()).toEqual([10_000n, 0n])
  await sendRefunds(services)
  expect(await told()).toEqual([0n, 10_000n])
  expect(receiptRows(await receipt(), 'en')).toContainEqual({ label: 'Given back', value: '₹100.00' })
  const listed = () => listPayments(services, home.actor, { connectionId: home.connectionId })
  expect(await listed()).toMatchObject([{ amountPaise: 50_000n, refundedPaise: 10_000n }])
  await refund(40_000)
  expect(await listed()).toMatchObject([{ refundedPaise: 10_000n }])
  await sendRefunds(services)
  expect(await told()).toEqual([0n, 50_000n])
  expect(await listed()).toMatchObject([{ amountPaise: 50_000n, refundedPaise: 50_000n }])
})
