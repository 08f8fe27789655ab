import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeBill, makeHome } from '#lib/payments/test-bills.ts'
import { tell } from '#lib/payments/test-events.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { answerSms } from './answer-sms.ts'
import { connectionOfLink } from './pay-link.ts'
import { SMS_ANSWERS_PER_HOUR } from './quick-pay-policy.ts'

const TEN = '2026-11-07T10:00:00+05:30'
let services: TestServices

beforeAll(async () => {
  services = await testServices(TEN)
})
afterAll(() => services.close())

async function homeWithBill() {
  services.setTime(TEN)
  const home = await makeHome(services)
  return { home, bill: await makeBill(services, home, { of: '2026-10', own: 107_500, prompt: 2_130, digital: 1_065 }) }
}
const send = (from: string, text: string, id: string = randomUUID()) =>
  answerSms(services, { id, from: from as Mobile, text })
const answersTo = async (toMobile: string) =>
  (await services.db.message.findMany({ where: { toMobile, kind: 'SMS_ANSWER' }, orderBy: { sequence: 'asc' } })).map(
    ({ text }) => text,
  )
const answerTo = async (from: string, text: string) => {
  await send(from, text)
  return (await answersTo(from)).at(-1)
}

test('the linked mobile hears amount, units and due date, and gets a link that pays', async () => {
  const { home, bill } = await homeWithBill()
  const answer = (await answerTo(home.mobile, `BILL ${home.consumerNo}`)) ?? ''
  expect(answer.replaceAll('\u00a0', ' ')).toMatch(
    /^Bill of October 2026: 0(\.0)? units, ₹1,043.05, pay by 17 November 2026: \S+\/q\/\w{10} -JBVNL$/,
  )
  const code = /\/q\/(\w+)/.exec(answer)?.[1] ?? ''
  expect(await connectionOfLink(services, code)).toBe(home.connectionId)
  expect(await answerTo(home.mobile, 'bill')).toContain(`/q/${code}`)
  services.setTime('2026-11-18T10:00:00+05:30')
  expect(await answerTo(home.mobile, 'bill')).toContain('was due')
  await tell(services, { paymentId: 'pay_after_sms', reference: bill.paymentReference, amount: 107_500 })
  expect(await answerTo(home.mobile, 'bill')).toContain('Nothing to pay now')
})

test('a home that has turned prepaid hears of its last bill while that is owed, and then of its balance', async () => {
  const { home, bill } = await homeWithBill()
  const terms = { connectionId: home.connectionId, effectiveFrom: new Date('2026-11-03'), category: 'HOME' }
  await services.db.connectionTerms.create({ data: { ...terms, mode: 'PREPAID', sanctionedLoadW: 2_000 } })
  expect(await answerTo(home.mobile, 'bill')).toContain('Bill of October 2026')
  await tell(services, { paymentId: 'pay_turned_prepaid', reference: bill.paymentReference, amount: 107_500 })
  const prepaid = await answerTo(home.mobile, 'bill')
  expect(prepaid).not.toContain('October')
  expect(prepaid).toContain('prepaid')
})

test('a number with letters is found however its letters were typed', async () => {
  const { home } = await homeWithBill()
  await services.db.connection.update({ where: { id: home.connectionId }, data: { consumerNo: 'AB12345' } })
  expect(await answerTo(home.mobile, 'bill ab 12345')).toContain('/q/')
  expect(await answerTo(home.mobile, 'bill ac 12345')).not.toContain('/q/')
})

test('a stranger’s number, an unknown number and no number at all get one answer that tells nothing', async () => {
  const { home } = await homeWithBill()
  const stranger = await makeHome(services)
  const [foreign, unknown] = [
    await answerTo(stranger.mobile, `BILL ${home.consumerNo}`),
    await answerTo(stranger.mobile, 'BILL 000001'),
  ]
  expect(foreign).toBe(unknown)
  expect(foreign).not.toMatch(/₹|\/q\/|Holder/)
  // Nobody's mobile hears the same in Hindi, for it has said no language.
  expect(await answerTo('9100000001', `BILL ${home.consumerNo}`)).toContain('जुड़ा नहीं')
})

test('a link that has ended tells nothing any more', async () => {
  const { home } = await homeWithBill()
  await services.db.mobileLink.updateMany({
    where: { connectionId: home.connectionId },
    data: { endedAt: services.now() },
  })
  expect(await answerTo(home.mobile, `BILL ${home.consumerNo}`)).toContain('not linked')
})

test('whoever has several connections is asked which; who writes something else is helped', async () => {
  const { home } = await homeWithBill()
  const second = await makeHome(services)
  await services.db.mobileLink.create({
    data: {
      ...{ consumerId: home.actor.consumerId, connectionId: second.connectionId },
      ...{ proof: 'MASTER_RECORD', linkedAt: services.now() },
    },
  })
  expect(await answerTo(home.mobile, 'BILL')).toContain('Several connections')
  expect(await answerTo(home.mobile, `BILL ${second.consumerNo}`)).toContain('No bill has been issued')
  expect(await answerTo(home.mobile, 'When does the power come?')).toContain('send BILL')
})

test('the same SMS told many times at once is answered once', async () => {
  const { home } = await homeWithBill()
  const id = randomUUID()
  const told = await Promise.all([1, 2, 3, 4].map(() => send(home.mobile, 'BILL', id)))
  expect(told.filter((said) => said === 'answered')).toHaveLength(1)
  expect(await send(home.mobile, 'BILL', id)).toBe('repeat')
  expect(await answersTo(home.mobile)).toHaveLength(1)
})

test('one number gets so many answers an hour', async () => {
  services.setTime('2026-11-09T10:00:00+05:30')
  const said: string[] = []
  for (let count = 0; count <= SMS_ANSWERS_PER_HOUR; count++) said.push(await send('9100000002', 'Hi'))
  expect(said.filter((one) => one === 'answered')).toHaveLength(SMS_ANSWERS_PER_HOUR)
  expect(said.at(-1)).toBe('limited')
  services.setTime('2026-11-09T11:00:00+05:30')
  expect(await send('9100000002', 'Hi')).toBe('answered')
})
