import { expect, test } from 'vitest'
import { withoutPayer } from './without-payer.ts'

const after = (said: unknown) =>
  new TextDecoder().decode(
    withoutPayer(new TextEncoder().encode(typeof said === 'string' ? said : JSON.stringify(said))),
  )

test('sums, references and times stay, and who paid goes at whatever depth', () => {
  const payment = { id: 'pay_1', amount: 50_000, notes: { reference: 'A1' }, acquirer_data: { rrn: '600012345678' } }
  const payer = { contact: '+919000000101', email: null, vpa: 'usha@okbank', upi: { vpa: 'usha@okbank' }, card: {} }
  const event = (entity: object) => ({ event: 'payment.captured', payload: { payment: { entity } }, created_at: 1 })
  expect(JSON.parse(after(event({ ...payment, ...payer })))).toEqual(event(payment))
  const transfer = { payload: { list: [{ amount: 1, payer_bank_account: { name: 'Usha Devi' } }] } }
  expect(JSON.parse(after(transfer))).toEqual({ payload: { list: [{ amount: 1 }] } })
})

test('nothing stays of what is no JSON', () => {
  for (const broken of ['', 'contact=9000000101', '{"contact":"9000000101"', '['.repeat(200_000)])
    expect(after(broken)).toBe('')
  expect(withoutPayer(Uint8Array.of(0xff, 0x22))).toHaveLength(0)
})
