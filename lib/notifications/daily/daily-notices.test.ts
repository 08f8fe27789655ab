import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connectHome, loadExampleTariff, readMonth, type TestHome } from '#lib/billing/test-homes.ts'
import { sendDue } from '#lib/messaging/send-due.ts'
import { testLine } from '#lib/messaging/test-messages.ts'
import { agreeToWhatsApp } from '#lib/messaging/whatsapp/contacts.ts'
import { makeBill } from '#lib/payments/test-bills.ts'
import { tell } from '#lib/payments/test-events.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day, dayToColumn } from '#lib/units/ist.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { lateWork } from '../late-work.ts'
import { chooseNotices, listNotices } from '../notice-centre.ts'
import { dailyNotices } from './daily-notices.ts'
import { lowBalance } from './find-balances.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-14T09:00:00+05:30')
  await loadExampleTariff(services)
})
afterAll(() => services.close())
// Each story has the day's look to itself.
beforeEach(() => at('2026-11-14T09:00:00+05:30'))

async function at(instant: string): Promise<void> {
  services.setTime(instant)
  await services.db.noticeRound.deleteMany()
}
const look = () => dailyNotices(services)
const noticesOf = async ({ actor }: Pick<TestHome, 'actor'>) =>
  (await listNotices(services, actor)).map(({ kind, text }) => [kind, text.en.replaceAll('\u00a0', ' ')] as const)
const kindsOf = async (home: Pick<TestHome, 'actor'>) => (await noticesOf(home)).map(([kind]) => kind)

async function billed(facts: { of: string; own: number } = { of: '2026-10', own: 50_000 }) {
  const home = await connectHome(services)
  const bill = await makeBill(services, { ...home, connectionId: home.id }, facts)
  return { home, bill }
}

test('a bill is recalled three days before it is due and when it is late, once each and with a link to pay', async () => {
  const { home } = await billed()
  await at('2026-11-13T09:00:00+05:30')
  await look()
  expect(await kindsOf(home)).toEqual([])
  for (const on of ['14', '15', '17']) {
    await at(`2026-11-${on}T09:00:00+05:30`)
    await look()
  }
  expect(await noticesOf(home)).toEqual([
    ['DUE_SOON', expect.stringMatching(/: ₹500\.00 to pay by 17 November 2026\.$/)],
  ])
  const sent = await services.db.message.findMany({ where: { toMobile: home.mobile, kind: 'DUE_SOON' } })
  expect(sent.map(({ text }) => text)).toEqual([expect.stringMatching(/2026: \S+\/q\/\w{10} -\S+$/)])
  for (const on of ['18', '19']) {
    await at(`2026-11-${on}T09:00:00+05:30`)
    await look()
  }
  expect(await kindsOf(home)).toEqual(['OVERDUE', 'DUE_SOON'])
})

test('nobody is reminded of what is paid, of what stands on a newer bill, or of a bill of zero', async () => {
  const paid = await billed()
  const reference = paid.bill.paymentReference
  await tell(services, { paymentId: 'pay_before_due', reference, amount: 50_000 })
  const zero = await billed({ of: '2026-10', own: 0 })
  const carried = await billed()
  await makeBill(services, { ...carried.home, connectionId: carried.home.id }, { of: '2026-11', own: 10_000 })
  await look()
  expect(await kindsOf(paid.home)).toEqual(['PAYMENT_RECEIVED'])
  expect([await kindsOf(zero.home), await kindsOf(carried.home)]).toEqual([[], []])
})

test('a demand that the meter tells day after day is of the day on which it was, and last month’s of none', async () => {
  const home = await connectHome(services)
  await readMonth(services, home, '2026-11', (on) => (on < 12 ? 1_000 : null))
  const tell = (from: string, data: { maxDemandW: number; maxDemandAt: Date }) =>
    services.db.meterDay.updateMany({ where: { connectionId: home.id, onDay: { gte: dayToColumn(day(from)) } }, data })
  await tell('2026-11-01', { maxDemandW: 3_900, maxDemandAt: new Date('2026-10-30T19:30:00+05:30') })
  await at('2026-11-12T09:00:00+05:30')
  await look()
  expect(await noticesOf(home)).toEqual([])
  await tell('2026-11-09', { maxDemandW: 2_620, maxDemandAt: new Date('2026-11-09T19:30:00+05:30') })
  await at('2026-11-12T10:00:00+05:30')
  await look()
  expect(await noticesOf(home)).toEqual([
    ['LOAD', expect.stringContaining('on 9 November your load went up to 2.62 kW')],
  ])
})

test('a home hears once a month that a limit is near and then that it is crossed, and of its load', async () => {
  const home = await connectHome(services, { category: 'HOME' })
  // The example's limit is 100 units.
  await readMonth(services, home, '2026-11', (on) => (on < 12 ? 8_000 : on === 12 ? 4_000 : null))
  await services.db.meterDay.updateMany({
    where: { connectionId: home.id, onDay: dayToColumn(day('2026-11-09')) },
    data: { maxDemandW: 2_620 },
  })
  await at('2026-11-13T09:00:00+05:30')
  await look()
  await at('2026-11-13T10:00:00+05:30')
  await look()
  expect(await noticesOf(home)).toEqual([
    ['LOAD', expect.stringContaining('on 9 November your load went up to 2.62 kW, above the sanctioned 2.00 kW')],
    ['LIMIT', expect.stringContaining('is near')],
  ])
  await services.db.meterDay.updateMany({
    where: { connectionId: home.id, onDay: dayToColumn(day('2026-11-12')) },
    data: { energyWh: 20_000n },
  })
  await at('2026-11-13T11:00:00+05:30')
  await look()
  expect((await noticesOf(home)).filter(([kind]) => kind === 'LIMIT')).toHaveLength(2)
})

test('a load that was sanctioned on its day is no excess since less is, and one that was not is told', async () => {
  const home = await connectHome(services, { loadW: 3_000 })
  await readMonth(services, home, '2026-11', (on) => (on < 22 ? 1_000 : null))
  const lower = { connectionId: home.id, effectiveFrom: dayToColumn(day('2026-11-20')), category: 'HOME' }
  await services.db.connectionTerms.create({ data: { ...lower, mode: 'POSTPAID', sanctionedLoadW: 2_000 } })
  const reached = (on: string, maxDemandW: number) =>
    services.db.meterDay.updateMany({
      where: { connectionId: home.id, onDay: dayToColumn(day(on)) },
      data: { maxDemandW },
    })
  await reached('2026-11-05', 2_500)
  await at('2026-11-22T09:00:00+05:30')
  await look()
  expect(await noticesOf(home)).toEqual([])
  // Less than on the 5th, and above what holds by now.
  await reached('2026-11-21', 2_100)
  await at('2026-11-22T10:00:00+05:30')
  await look()
  expect(await noticesOf(home)).toEqual([
    ['LOAD', expect.stringContaining('on 21 November your load went up to 2.10 kW, above the sanctioned 2.00 kW')],
  ])
})

test('in a month that is supplied in part nobody is told of a whole month’s limit', async () => {
  const home = await connectHome(services, { connectedOn: '2026-11-02' })
  await readMonth(services, home, '2026-11', (on) => (on > 1 && on < 13 ? 8_600 : null))
  await at('2026-11-13T09:00:00+05:30')
  await look()
  expect(await noticesOf(home)).toEqual([])
})

test('a low balance is told once, also when its recharge is long ago, and again after the next one', async () => {
  const home = await connectHome(services, { mode: 'PREPAID' })
  const { id: batchId } = await services.db.ingestBatch.create({
    data: { kind: 'prepaid-balances', source: 'test', contentHash: randomUUID(), startedAt: services.now() },
  })
  const tell = (on: string, rupees: number) =>
    services.db.prepaidBalance.create({
      data: { connectionId: home.id, asOf: new Date(`${on}T06:00:00+05:30`), balancePaise: rupees * 100, batchId },
    })
  await tell('2026-07-31', 40)
  await tell('2026-08-01', 1_000)
  for (const on of ['2026-08-20', '2026-09-10', '2026-10-01', '2026-11-10']) await tell(on, 320)
  const balances = { '12': 290, '13': 280, '14': 270, '15': 900, '16': 260 }
  for (const [on, rupees] of Object.entries(balances)) {
    await tell(`2026-11-${on}`, rupees)
    await at(`2026-11-${on}T09:00:00+05:30`)
    await look()
  }
  expect(await noticesOf(home)).toEqual([
    ['BALANCE_LOW', expect.stringContaining('₹260')],
    ['BALANCE_LOW', expect.stringContaining('₹290')],
  ])
})

test('on the first of a month nobody hears of the limit of the month that is over as if it were this one’s', async () => {
  const [near, crossed] = [
    await connectHome(services, { category: 'HOME' }),
    await connectHome(services, { category: 'HOME' }),
  ]
  await readMonth(services, near, '2026-11', (on) => (on > 11 ? 5_000 : null))
  await readMonth(services, crossed, '2026-11', (on) => (on > 10 ? 5_050 : null))
  await at('2026-12-01T09:00:00+05:30')
  await look()
  expect([await kindsOf(near), await kindsOf(crossed)]).toEqual([[], []])
})

test('a day of twice the usual units is told; a home with few readings or a weak link hears nothing', async () => {
  const [home, sparse, weak] = [await connectHome(services), await connectHome(services), await connectHome(services)]
  await readMonth(services, home, '2026-10', (on) => (on === 31 ? 14_000 : 6_000))
  await readMonth(services, sparse, '2026-10', (on) => (on > 25 ? (on === 31 ? 14_000 : 6_000) : null))
  await readMonth(services, weak, '2026-10', (on) => (on === 31 ? 14_000 : 6_000))
  await services.db.mobileLink.updateMany({ where: { connectionId: weak.id }, data: { proof: 'BILL_FACTS' } })
  await at('2026-11-01T09:00:00+05:30')
  await look()
  expect((await noticesOf(home)).filter(([kind]) => kind === 'UNUSUAL')).toEqual([
    ['UNUSUAL', expect.stringContaining('14.0 units used on 31 October, usually about 6.0 a day')],
  ])
  expect(await kindsOf(sparse)).not.toContain('UNUSUAL')
  expect(await kindsOf(weak)).toEqual([])
})

test('planned work is told to the homes of its place before it begins', async () => {
  const [home, elsewhere] = [await connectHome(services), await connectHome(services)]
  await services.db.connection.update({ where: { id: home.id }, data: { subdivision: 'Harmu' } })
  const batch = { id: randomUUID(), kind: 'outages', source: 'test', contentHash: '', startedAt: services.now() }
  await services.db.ingestBatch.create({ data: batch })
  await services.db.outageNotice.create({
    data: {
      ...{ id: 'work-1', class: 'PLANNED', status: 'SCHEDULED', feeders: [], subdivisions: ['Harmu'] },
      ...{ startsAt: new Date('2026-11-15T10:00:00+05:30'), endsAt: new Date('2026-11-15T12:00:00+05:30') },
      ...{ publicTexts: {}, original: {}, updatedAt: services.now(), batchId: batch.id },
    },
  })
  await look()
  expect(await noticesOf(home)).toEqual([
    ['PLANNED_WORK', expect.stringContaining('no supply from 15 Nov, 10:00 am to 15 Nov, 12:00 pm')],
  ])
  expect(await kindsOf(elsewhere)).toEqual([])
})

test('work that is announced after the day’s look is told the same day, once, and not in the night', async () => {
  const [home, elsewhere] = [await connectHome(services), await connectHome(services)]
  await services.db.connection.update({ where: { id: home.id }, data: { subdivision: 'Doranda' } })
  await look()
  const announce = async (id: string, startsAt: string) => {
    const batch = { id: randomUUID(), kind: 'outages', source: 'test', contentHash: '', startedAt: services.now() }
    await services.db.ingestBatch.create({ data: batch })
    await services.db.outageNotice.create({
      data: {
        ...{ id, class: 'PLANNED', status: 'SCHEDULED', feeders: [], subdivisions: ['Doranda'] },
        ...{ startsAt: new Date(startsAt), endsAt: new Date('2026-11-15T12:00:00+05:30') },
        ...{ publicTexts: {}, original: {}, updatedAt: services.now(), batchId: batch.id },
      },
    })
  }
  services.setTime('2026-11-14T11:00:00+05:30')
  await announce('work-today', '2026-11-14T15:00:00+05:30')
  expect(await look()).toBe(0)
  expect([await lateWork(services), await lateWork(services)]).toEqual([1, 0])
  services.setTime('2026-11-14T23:00:00+05:30')
  await announce('work-at-ten', '2026-11-15T10:00:00+05:30')
  expect(await lateWork(services)).toBe(0)
  services.setTime('2026-11-15T09:00:00+05:30')
  await look()
  expect(await lateWork(services)).toBe(0)
  expect((await noticesOf(home)).map(([, text]) => /supply from (.*) to/.exec(text)?.[1])).toEqual([
    '15 Nov, 10:00 am',
    '14 Nov, 3:00 pm',
  ])
  expect(await kindsOf(elsewhere)).toEqual([])
})

test('work that is announced in the evening is told before it begins to homes that the day’s look comes to later', async () => {
  const home = await connectHome(services)
  await services.db.connection.update({ where: { id: home.id }, data: { subdivision: 'Ratu' } })
  services.setTime('2026-11-14T21:30:00+05:30')
  const batch = { id: randomUUID(), kind: 'outages', source: 'test', contentHash: '', startedAt: services.now() }
  await services.db.ingestBatch.create({ data: batch })
  await services.db.outageNotice.create({
    data: {
      ...{ id: 'work-at-nine', class: 'PLANNED', status: 'SCHEDULED', feeders: [], subdivisions: ['Ratu'] },
      ...{ startsAt: new Date('2026-11-15T09:00:00+05:30'), endsAt: new Date('2026-11-15T12:00:00+05:30') },
      ...{ publicTexts: {}, original: {}, updatedAt: services.now(), batchId: batch.id },
    },
  })
  expect(await lateWork(services)).toBe(0)
  services.setTime('2026-11-15T08:00:00+05:30')
  expect([await lateWork(services), await lateWork(services)]).toEqual([1, 0])
  await at('2026-11-15T08:30:00+05:30')
  await look()
  expect(await kindsOf(home)).toEqual(['PLANNED_WORK'])
})

test('news that waits for the morning goes to no number whose link has ended in the night, by neither channel', async () => {
  const [left, agreed, stays] = [(await billed()).home, (await billed()).home, (await billed()).home]
  const homes = [left, agreed, stays]
  const consent = { mobile: agreed.mobile as Mobile, agrees: true, at: services.now() }
  await services.db.$transaction((tx) => agreeToWhatsApp(tx, consent, { door: 'CHAT', wording: '' }))
  await look()
  // As a provider has them that was away until the morning.
  const waiting = { toMobile: { in: homes.map(({ mobile }) => mobile) }, kind: 'DUE_SOON' }
  const instead = { toMobile: agreed.mobile, kind: 'DUE_SOON' }
  await services.db.message.updateMany({ where: waiting, data: { state: 'WAITING', sentAt: null } })
  await services.db.mobileLink.updateMany({
    where: { connectionId: { in: [left.id, agreed.id] } },
    data: { endedAt: services.now() },
  })
  const lines = [testLine('SMS'), testLine('WHATSAPP'), testLine('SMS')] as const
  for (const line of lines) await sendDue(services, line)
  const given = lines.flatMap((line) => line.given.map(({ to }) => to))
  expect(given.filter((to) => homes.some(({ mobile }) => mobile === to))).toEqual([stays.mobile])
  expect(await services.db.message.findMany({ where: instead })).toMatchObject([
    { channel: 'WHATSAPP', state: 'FAILED', failure: 'LINK_ENDED' },
  ])
})

test('whoever wants no message finds the notice in the portal', async () => {
  const { home } = await billed()
  await chooseNotices(services, home.actor, { byWhatsApp: false, on: new Set(), locale: 'en' })
  await look()
  expect(await kindsOf(home)).toEqual(['DUE_SOON'])
  expect(await services.db.message.count({ where: { toMobile: home.mobile } })).toBe(0)
})

test('looks at once tell once, and before 8 o’clock nobody looks', async () => {
  const { home } = await billed()
  await at('2026-11-14T07:59:59+05:30')
  expect(await look()).toBe(0)
  expect(await services.db.noticeRound.count()).toBe(0)
  await at('2026-11-14T08:00:00+05:30')
  await Promise.all([look(), look(), look()])
  expect(await kindsOf(home)).toEqual(['DUE_SOON'])
  expect(await services.db.noticeRound.findFirst()).toMatchObject({ endedAt: services.now() })
  expect(await look()).toBe(0)
})

const balances = (...rupees: number[]) =>
  rupees.map((amount, index) => ({
    ...{ connectionId: 'c', balancePaise: BigInt(amount * 100) },
    asOf: new Date(Date.UTC(2026, 10, 1 + index)),
  }))
const NOW = new Date(Date.UTC(2026, 10, 7, 12))

test.each([
  [[100, 900, 700, 500, 400, 300, 271], null],
  [[100, 900, 700, 500, 400, 300, 270], '30'],
  [[100, 900, 700, 500, 300, 120, 90], '10'],
  [[100, 900, 700, 500, 300, 10, 0], '0'],
  [[100, 900, 700, 500, 300, 10, -50], '0'],
  // Recharged: the new balance is the whole.
  [[900, 500, 100, 10, 0, -50, 200], null],
  [[900, 700], null],
])('balances %j are told as %s', (rupees, threshold) => {
  // The last row of a short list is days old: it may have been recharged since.
  expect(lowBalance(balances(...rupees), NOW)?.cause.split(' ')[0] ?? null).toBe(threshold)
})
