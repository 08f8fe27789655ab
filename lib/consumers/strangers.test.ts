import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findOwnBill } from '#lib/billing/authentic/find-own-bill.ts'
import { getBill } from '#lib/billing/get-bill.ts'
import { listBills } from '#lib/billing/list-bills.ts'
import { getPrintableBill } from '#lib/billing/pdf/get-printable-bill.ts'
import { getAttachment } from '#lib/complaints/get-attachment.ts'
import { getComplaint } from '#lib/complaints/get-complaint.ts'
import { listComplaints } from '#lib/complaints/list-complaints.ts'
import { registerComplaint } from '#lib/complaints/register-complaint.ts'
import { connectionData } from '#lib/export/connection-data.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { getProfile } from '#lib/identity/get-profile.ts'
import { statementOfYear } from '#lib/ledger/statement-of-account.ts'
import { getDaySeries } from '#lib/metering/get-day-series.ts'
import { getAttempt } from '#lib/payments/get-attempt.ts'
import { getReceipt } from '#lib/payments/get-receipt.ts'
import { listPayments } from '#lib/payments/list-payments.ts'
import { startPayment } from '#lib/payments/start-payment.ts'
import { makeBill, makeHome } from '#lib/payments/test-bills.ts'
import { tell } from '#lib/payments/test-events.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day, parseMonth } from '#lib/units/ist.ts'
import { heldTo } from './held-to.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-20T10:00:00+05:30')
})
afterAll(() => services.close())

/** Asha's home with a paid bill, one to pay, and a complaint with a photo; and who asks for each of them. */
async function whoFinds() {
  const home = await makeHome(services)
  const { connectionId } = home
  const paid = await makeBill(services, home, { of: '2026-09', own: 40_000 })
  await tell(services, { paymentId: `pay_${paid.id}`, reference: paid.paymentReference, amount: 40_000 })
  const payment = await services.db.payment.findFirstOrThrow({ where: { connectionId }, select: { id: true } })
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const started = await startPayment(services, home.actor, { billId: bill.id })
  const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#224466' } })
    .png()
    .toBuffer()
  const form = { connectionId, requestKey: randomUUID(), category: 'VOLTAGE', since: 'today', detail: 'Dim.' }
  const registered = await registerComplaint(services, home.actor, { ...form, evidence: null }, [photo])
  if (!started?.ok || !registered?.ok) throw new Error('Asha could not pay or complain.')
  const { complaintId } = registered
  const file = await services.db.complaintAttachment.findFirstOrThrow({ where: { complaintId }, select: { id: true } })

  const finds: Record<string, (services: TestServices, actor: ConsumerActor) => Promise<unknown>> = {
    'the bill': (services, actor) => getBill(services, actor, { connectionId, billId: bill.id }),
    'the bill by its number': (services, actor) => findOwnBill(services, actor, bill.billNo),
    'the bills': async (services, actor) => (await listBills(services, actor, connectionId))[0],
    'the bill’s PDF': (services, actor) =>
      getPrintableBill({ ...services, gateway: null }, actor, { connectionId, billId: bill.id, languages: ['hi'] }),
    'the readings': (services, actor) =>
      getDaySeries(services, actor, { connectionId, from: day('2026-11-01'), to: day('2026-11-02') }),
    'all data': (services, actor) =>
      connectionData(services, actor, { connectionId, from: day('2026-11-01'), to: day('2026-11-02') }),
    'the payments': (services, actor) => listPayments(services, actor, { connectionId }),
    'the receipt': (services, actor) => getReceipt(services, actor, { connectionId, paymentId: payment.id }),
    'the account': (services, actor) =>
      statementOfYear(services, actor, { connectionId, april: parseMonth('2026-04') }),
    'the payment under way': (services, actor) =>
      getAttempt(services, actor, { connectionId, attemptId: started.attemptId }),
    'a payment of the bill': (services, actor) => startPayment(services, actor, { billId: bill.id }),
    'the complaints': (services, actor) => listComplaints(services, actor, { connectionId }),
    'the complaint': (services, actor) => getComplaint(services, actor, { connectionId, complaintId }),
    'the photo': (services, actor) => getAttachment(services, actor, { complaintId, attachmentId: file.id }),
    'the profile': (services, actor) => getProfile(services, actor, connectionId),
  }
  return { home, finds }
}

test('what its owner finds a stranger does not, nor somebody whose link has ended', async () => {
  const { home, finds } = await whoFinds()
  const stranger = await makeHome(services)
  for (const [what, find] of Object.entries(finds)) {
    expect((await find(services, home.actor)) ?? null, what).not.toBeNull()
    expect((await find(services, stranger.actor)) ?? null, `${what}, for a stranger`).toBeNull()
  }
  await services.db.mobileLink.updateMany({
    where: { consumerId: home.actor.consumerId },
    data: { endedAt: services.now() },
  })
  for (const [what, find] of Object.entries(finds))
    expect((await find(services, home.actor)) ?? null, `${what}, for who moved away`).toBeNull()
})

test('what a query forgets to ask, the database asks: for a stranger it has nothing of the owner’s', async () => {
  const { home, finds } = await whoFinds()
  const stranger = await makeHome(services)
  for (const [what, find] of Object.entries(finds)) {
    // Every query names the owner, as one would that takes anybody for the owner; who asks is another matter.
    expect((await find(heldTo(services, home.actor), home.actor)) ?? null, what).not.toBeNull()
    const forgotten = find(heldTo(services, stranger.actor), home.actor)
    expect((await forgotten.catch(refusedByRow)) ?? null, `${what}, for a stranger`).toBeNull()
  }
})

/** What may not be written is an error, of PostgreSQL's code for a right that is lacking. */
function refusedByRow(error: Error): null {
  if (error.message.includes('row-level security')) return null
  throw error
}
