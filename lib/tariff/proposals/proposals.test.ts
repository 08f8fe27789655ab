import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueBill } from '#lib/billing/issue-bill.ts'
import { MOST_PREVIEWED, previewTariff } from '#lib/billing/preview-tariff.ts'
import { connectHome, officer as ingest, loadExampleTariff, readMonth } from '#lib/billing/test-homes.ts'
import { storeTestBlocks } from '#lib/metering/test-blocks.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { day, eachDay, month } from '#lib/units/ist.ts'
import { EXAMPLE_TARIFF } from '../example-tariff.ts'
import { inForceOn } from '../in-force.ts'
import { loadTariffBook } from '../load-tariff-book.ts'
import { decideTariff } from './decide-tariff.ts'
import { getProposal, listProposals } from './list-proposals.ts'
import { proposeTariff } from './propose-tariff.ts'
import type { TariffChange } from './tariff-change.ts'

let services: TestServices
const ravi = testOfficer('BILLING_OFFICER')
const sita = testOfficer('SUPERVISOR')
const clerk = testOfficer('CLERK')

const rate = (energy: string, paise = '9000') => ({
  energy,
  fixed: { basis: 'PER_CONNECTION', paise },
  confidence: 'H',
})
const order = (id: string, effectiveFrom: string, energy = '660'): TariffChange => ({
  orders: [{ id, effectiveFrom, categories: { HOME: rate(energy), SHOP: rate('700') } }],
})

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await loadExampleTariff(services)
  const home = await connectHome(services)
  await readMonth(services, home, '2026-10', 12_000)
  const bill = await issueBill(services, ingest, { connectionId: home.id, month: month('2026-10') })
  expect(bill).toMatchObject({ ok: true })
})
afterAll(() => services.close())

const propose = (change: TariffChange, by = ravi, proposalId = randomUUID()) =>
  proposeTariff(services, by, { proposalId, change, source: 'JSERC, test order of 20 November 2026' })
async function proposed(change: TariffChange): Promise<string> {
  const answer = await propose(change)
  if (!answer.ok) throw new Error(answer.reason)
  return answer.proposalId
}
const agree = (proposalId: string, by = sita) => decideTariff(services, by, { proposalId, decision: 'AGREE' })
const orderIds = async () => (await loadTariffBook(services))?.orders.map(({ id }) => id)

test('an order counts for nothing until another officer agrees, and then from its own day', async () => {
  const proposalId = await proposed(order('TEST-2027', '2027-04-01'))
  expect(await orderIds()).not.toContain('TEST-2027')
  expect(await agree(proposalId, ravi)).toEqual({ ok: false, reason: 'SAME_PERSON' })
  expect(await agree(proposalId, clerk)).toEqual({ ok: false, reason: 'NOT_ALLOWED' })
  expect(await orderIds()).not.toContain('TEST-2027')
  expect(await agree(proposalId)).toEqual({ ok: true, state: 'AGREED' })
  expect(await orderIds()).toEqual(['EXAMPLE-OLD', 'EXAMPLE-NEW', 'TEST-2027'])
  expect(await agree(proposalId)).toEqual({ ok: false, reason: 'DECIDED_ALREADY' })
  const entries = await services.db.auditEntry.findMany({ where: { action: { startsWith: 'tariff.' } } })
  expect(entries.map(({ action, actorId }) => [action, actorId])).toEqual([
    ['tariff.proposed', ravi.staffId],
    ['tariff.agreed', sita.staffId],
  ])
})

test('of twenty officers who decide at once one does', async () => {
  const proposalId = await proposed({ fppa: [{ month: '2027-01', paisePerKwh: '12.5' }] })
  const supervisors = Array.from({ length: 20 }, () => testOfficer('SUPERVISOR'))
  const answers = await Promise.all(
    supervisors.map((by, index) =>
      decideTariff(services, by, { proposalId, decision: index % 2 === 0 ? 'AGREE' : 'REFUSE' }),
    ),
  )
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  const state = (await getProposal(services, sita, proposalId))?.state
  const inBook = (await loadTariffBook(services))?.fppa.some((charge) => charge.month === '2027-01')
  expect(inBook).toBe(state === 'AGREED')
})

test('the same request again is the same proposal, and its id is nobody else’s', async () => {
  const id = randomUUID()
  const change = { fppa: [{ month: '2027-02', paisePerKwh: '1' }] }
  expect(await propose(change, ravi, id)).toEqual({ ok: true, proposalId: id })
  expect(await propose(change, ravi, id)).toEqual({ ok: true, proposalId: id })
  expect(await propose(change, sita, id)).toEqual({ ok: false, reason: 'ID_TAKEN' })
  expect((await listProposals(services, sita))?.filter((proposal) => proposal.id === id)).toHaveLength(1)
})

test('what was billed stays as it was billed', async () => {
  expect(await propose(order('TEST-EARLY', '2026-10-31'))).toEqual({ ok: false, reason: 'BILLED_ALREADY' })
  expect(await propose({ fppa: [{ month: '2026-10', paisePerKwh: '5' }] })).toEqual({
    ok: false,
    reason: 'BILLED_ALREADY',
  })
  expect(await propose(order('TEST-NEXT-DAY', '2026-11-01'))).toMatchObject({ ok: true })
})

test('bills that are issued while a proposal waits keep it from being agreed to', async () => {
  const proposalId = await proposed({ fppa: [{ month: '2026-11', paisePerKwh: '30' }] })
  const home = await connectHome(services)
  await readMonth(services, home, '2026-11', 5_000)
  services.setTime('2026-12-02T10:00:00+05:30')
  expect(await issueBill(services, ingest, { connectionId: home.id, month: month('2026-11') })).toMatchObject({
    ok: true,
  })
  expect(await agree(proposalId)).toEqual({ ok: false, reason: 'BILLED_ALREADY' })
  expect((await getProposal(services, sita, proposalId))?.state).toBe('WAITING')
  expect(await decideTariff(services, sita, { proposalId, decision: 'WITHDRAW' })).toEqual({
    ok: false,
    reason: 'NOT_YOURS',
  })
  expect(await decideTariff(services, ravi, { proposalId, decision: 'WITHDRAW' })).toEqual({
    ok: true,
    state: 'WITHDRAWN',
  })
})

test('rates that make no book are refused with the place of what is wrong', async () => {
  const wrong = await propose(order('TEST-WRONG', '2027-05-01', '-1'))
  expect(wrong).toMatchObject({ reason: 'UNREADABLE', reasons: [expect.stringContaining('orders[0].categories.HOME')] })
  const sameDay = await propose(order('TEST-SAME-DAY', '2027-04-01'))
  expect(sameDay).toMatchObject({ reason: 'UNREADABLE', reasons: [expect.stringContaining('begin twice on one day')] })
  expect(await proposeTariff(services, ravi, { proposalId: randomUUID(), change: {}, source: ' ' })).toEqual({
    ok: false,
    reason: 'NO_SOURCE',
  })
})

test('the database itself keeps a proposal as it was, decided once and by another', async () => {
  const id = await proposed({ fppa: [{ month: '2027-03', paisePerKwh: '2' }] })
  const { tariffProposal } = services.db
  const decided = { decidedAt: services.now() }
  await expect(tariffProposal.update({ where: { id }, data: { source: 'Another' } })).rejects.toThrow('never changed')
  await expect(
    tariffProposal.update({ where: { id }, data: { ...decided, state: 'AGREED', decidedBy: ravi.staffId } }),
  ).rejects.toThrow('TariffProposal_is_decided')
  await tariffProposal.update({ where: { id }, data: { ...decided, state: 'REFUSED', decidedBy: sita.staffId } })
  await expect(tariffProposal.update({ where: { id }, data: { state: 'AGREED' } })).rejects.toThrow('decided once')
  await expect(tariffProposal.delete({ where: { id } })).rejects.toThrow('never deleted')
})

test('rebates and surcharge count from their first day, stay beside what a file says, and are seen on real bills', async () => {
  const { rebates, delayedPayment } = EXAMPLE_TARIFF
  const laterRebates = [{ ...rebates, effectiveFrom: '2027-04-01', promptPercent: '4' }]
  const laterDelayedPayment = (effectiveFrom: string) => [{ ...delayedPayment, effectiveFrom, percentPerMonth: '2' }]
  // November’s bills are of 2 December: by that day’s rate they charge the months of delay that have begun.
  const billed = { ok: false, reason: 'BILLED_ALREADY' }
  expect(await propose({ laterDelayedPayment: laterDelayedPayment('2026-12-02') })).toEqual(billed)
  expect(await propose({ laterRebates: [{ ...rebates, effectiveFrom: '2026-11-30' }] })).toEqual(billed)
  expect(await propose({ laterRebates: [{ ...rebates, effectiveFrom: '2026-12-01' }] })).toMatchObject({ ok: true })
  expect(await agree(await proposed({ laterDelayedPayment: laterDelayedPayment('2026-12-03') }))).toMatchObject({
    ok: true,
  })
  expect(await agree(await proposed({ laterRebates }))).toMatchObject({ ok: true })
  await loadExampleTariff(services)
  const book = await loadTariffBook(services)
  if (!book) throw new Error('no book')
  expect([inForceOn(book, 'rebates', day('2027-03-31')), inForceOn(book, 'rebates', day('2027-04-01'))]).toMatchObject([
    { promptPercent: { numerator: 2n } },
    { promptPercent: { numerator: 4n } },
  ])
  expect(book.laterDelayedPayment).toMatchObject([{ effectiveFrom: '2026-12-03', percentPerMonth: { numerator: 2n } }])

  // November’s bill of 150 units, paid at once: 2 % more of 765 rupees, all but its duty, are off.
  const preview = await previewTariff(services, sita, { laterRebates })
  const saved = (preview?.beforePaise ?? 0n) - (preview?.afterPaise ?? 0n)
  expect(preview).toMatchObject({ of: 'PAID_AT_ONCE', bills: 1, changed: 1 })
  expect(saved).toBe(1_530n)
  const late = await previewTariff(services, sita, { laterDelayedPayment: laterDelayedPayment('2027-04-01') })
  expect(late).toMatchObject({ of: 'PAID_LATE', bills: 1, changed: 1 })
})

test('shorter months of delay and other hours of supply are seen on real bills and count from their day', async () => {
  const { delayedPayment } = EXAMPLE_TARIFF
  // November’s bill, unpaid for 61 days: three months of 30 days have begun, and five of 15.
  const [month30, month15] = await Promise.all(
    [30, 15].map((days) =>
      previewTariff(services, sita, {
        laterDelayedPayment: [
          { ...delayedPayment, effectiveFrom: '2027-06-01', counting: `PART_MONTH_AS_MONTH_OF_${days}_DAYS` },
        ],
      }),
    ),
  )
  const late = { of: 'PAID_LATE', bills: 1 }
  expect([month30, month15]).toMatchObject([
    { ...late, changed: 0 },
    { ...late, changed: 1 },
  ])
  const demand = (await previewTariff(services, sita, order('TEST-DEMAND', '2028-04-01')))?.beforePaise ?? 0n
  const withPercent = (tenths: bigint) => demand + (demand * tenths + 500n) / 1_000n
  expect([month15?.beforePaise, month15?.afterPaise]).toEqual([withPercent(45n), withPercent(75n)])

  const laterSupplyHours = [{ effectiveFrom: '2027-06-01', LT: '12', HT: '23' }]
  expect(await propose({ laterSupplyHours: [{ ...laterSupplyHours[0], effectiveFrom: '2026-11-30' }] })).toEqual({
    ok: false,
    reason: 'BILLED_ALREADY',
  })
  const proposalId = await proposed({ laterSupplyHours })
  expect(await agree(proposalId, ravi)).toEqual({ ok: false, reason: 'SAME_PERSON' })
  expect(await agree(proposalId)).toMatchObject({ ok: true })
  const book = await loadTariffBook(services)
  if (!book) throw new Error('no book')
  const hoursOn = (on: string) => inForceOn(book, 'supplyHoursForFullFixedCharge', day(on)).LT.numerator
  expect([hoursOn('2027-05-31'), hoursOn('2027-06-01')]).toEqual([21n, 12n])
})

test('a preview computes real bills as if the change had held for them', async () => {
  // November’s bill of 150 units, each 60 paise dearer.
  const preview = await previewTariff(services, sita, order('TEST-PREVIEW', '2028-04-01', '660'))
  expect(preview).toMatchObject({ month: '2026-11', bills: 1, changed: 1, impossible: 0, isPart: false })
  expect(preview?.categories).toEqual([expect.objectContaining({ category: 'HOME', bills: 1 })])
  const more = (preview?.afterPaise ?? 0n) - (preview?.beforePaise ?? 0n)
  expect(more).toBe(9_000n)
  expect(preview).toMatchObject({ leastPaise: 0n, mostPaise: 9_000n })
  const none = await previewTariff(services, sita, {
    orders: [{ id: 'TEST-SHOPS', effectiveFrom: '2028-04-01', categories: { SHOP: rate('900') } }],
  })
  expect(none).toMatchObject({ bills: 0, impossible: 1 })
  const fuel = await previewTariff(services, sita, { fppa: [{ month: '2028-04', paisePerKwh: '10' }] })
  expect((fuel?.afterPaise ?? 0n) - (fuel?.beforePaise ?? 0n)).toBe(1_500n)
  expect(await previewTariff(services, clerk, {})).toBeNull()
  const elsewhere = testOfficer('SUPERVISOR', { subdivisions: ['Elsewhere'] })
  expect(await previewTariff(services, elsewhere, {})).toBeNull()
})

test('of a large office a sample is computed, and it says so', async () => {
  const { db } = services
  const like = await db.bill.findFirstOrThrow({
    where: { month: '2026-11' },
    omit: { id: true, supplyMinutes: true, registers: true, load: true },
  })
  const home = await db.connection.findUniqueOrThrow({ where: { id: like.connectionId }, include: { terms: true } })
  const { terms, ...connection } = home
  const ids = Array.from({ length: MOST_PREVIEWED + 1 }, () => randomUUID())
  const number = (index: number) => `77${String(index).padStart(6, '0')}`
  await db.connection.createMany({
    data: ids.map((id, index) => ({ ...connection, id, consumerNo: number(index), subdivision: 'Large' })),
  })
  await db.connectionTerms.createMany({
    data: ids.flatMap((connectionId) => terms.map((term) => ({ ...term, connectionId }))),
  })
  await db.bill.createMany({
    data: ids.map((connectionId, index) => ({
      ...{ ...like, connectionId, billNo: `2611-${number(index)}`, paymentReference: `LARGE${index}` },
    })),
  })
  const large = testOfficer('SUPERVISOR', { subdivisions: ['Large'] })
  const preview = () => previewTariff(services, large, order('TEST-LARGE', '2028-04-01', '660'))
  expect(await preview()).toMatchObject({ month: '2026-11', bills: MOST_PREVIEWED, isPart: true })
  await db.connection.update({ where: { id: ids[0] }, data: { subdivision: 'Test' } })
  expect(await preview()).toMatchObject({ bills: MOST_PREVIEWED, isPart: false })
  await db.connection.update({ where: { id: ids[0] }, data: { subdivision: 'Nowhere' } })
})

test('hours of supply are previewed by the minutes that a bill counted', async () => {
  const home = await connectHome(services)
  await readMonth(services, home, '2026-11', 5_000)
  for (const on of eachDay(day('2026-11-01'), day('2026-11-30')))
    await storeTestBlocks(services, home, on, { outageMinutes: (block) => (block < 20 ? 30 : 0), voltageDv: 2300 })
  expect(await issueBill(services, ingest, { connectionId: home.id, month: month('2026-11') })).toMatchObject({
    ok: true,
  })
  // 14 hours a day: 60 of 90 rupees where all is due from 21 hours, 70 where it is from 18. The other bill counts none.
  const preview = await previewTariff(services, sita, {
    laterSupplyHours: [{ effectiveFrom: '2028-04-01', LT: '18', HT: '23' }],
  })
  expect(preview).toMatchObject({ of: 'DEMAND', bills: 2, changed: 1, leastPaise: 0n, mostPaise: 1_000n })
})

test('a bill of the month with a later date of its own keeps the surcharge of its days as it was', async () => {
  const home = await connectHome(services)
  await readMonth(services, home, '2026-11', 5_000)
  const late = { connectionId: home.id, month: month('2026-11'), billedOn: day('2026-12-20') }
  expect(await issueBill(services, ingest, late)).toMatchObject({ ok: true })
  const from = (effectiveFrom: string): TariffChange => ({
    laterDelayedPayment: [{ ...EXAMPLE_TARIFF.delayedPayment, effectiveFrom, percentPerMonth: '2' }],
  })
  expect(await propose(from('2026-12-20'))).toEqual({ ok: false, reason: 'BILLED_ALREADY' })
  expect(await propose(from('2026-12-21'))).toMatchObject({ ok: true })
})
