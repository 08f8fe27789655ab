import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import type { RefundState } from '#prisma/generated/client.ts'
import { decideRefund } from './decide-refund.ts'
import type { GatewayRefund } from './gateway/port.ts'
import { requestRefund } from './request-refund.ts'
import { takeRefund } from './take-refund.ts'
import { agreeToRefund, askedRefund } from './test-refunds.ts'
import { verifyLedger } from './verify-ledger.ts'

/** What the gateway says of a refund, and what becomes of it. */
let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-05T10:00:00+05:30')
})
afterAll(async () => {
  const verified = await verifyLedger(services, null)
  expect(verified.flatMap(({ broken }) => broken)).toEqual([])
  await services.close()
})

/** A refund that waits for a second officer, the gateway's word on it, and what came of both. */
async function asked() {
  const { home, refundId, atGateway, attemptId } = await askedRefund(services)
  const id = `rfnd_${refundId.slice(0, 8)}`
  const said = { id, paymentId: atGateway, receipt: refundId, amountPaise: paise(20_000) }
  const say = (word: Partial<GatewayRefund>) =>
    services.db.$transaction((tx) => takeRefund(tx, services.now(), { ...said, status: 'PROCESSED', ...word }))
  return {
    ...{ home, refundId, id, say },
    refund: () => services.db.refund.findFirstOrThrow({ where: { id: refundId } }),
    attempt: async () => (await services.db.paymentAttempt.findFirstOrThrow({ where: { id: attemptId } })).state,
    booked: () => entriesOf(refundId),
    alarms: () =>
      services.db.paymentAlarm.findMany({
        where: { OR: [{ reference: refundId }, { reference: { startsWith: id } }] },
        select: { kind: true, reference: true, detail: true },
      }),
    messages: () => services.db.message.count({ where: { toMobile: home.mobile, kind: 'REFUND_PAID' } }),
  }
}

async function agreed() {
  const story = await asked()
  expect(await agreeToRefund(services, story.refundId)).toEqual({ ok: true, state: 'AGREED' })
  return story
}

/** Decides what was asked for, and has the gateway end it. */
async function bringTo(state: RefundState, { refundId, say }: Awaited<ReturnType<typeof asked>>): Promise<void> {
  if (state === 'REJECTED') await decideRefund(services, testOfficer('SUPERVISOR'), { refundId, agree: false })
  if (state !== 'PAID' && state !== 'FAILED') return
  await agreeToRefund(services, refundId)
  await say({ status: state === 'PAID' ? 'PROCESSED' : 'FAILED' })
}

/** What stands in the books of a refund since it was agreed to. */
async function entriesOf(refundId: string) {
  const transactions = await services.db.ledgerTransaction.findMany({
    where: { reference: { endsWith: `/${refundId}` }, kind: { in: ['REFUND_PAID', 'REFUND_FAILED'] } },
    select: {
      kind: true,
      entries: {
        select: { account: true, side: true, amountPaise: true, connectionId: true },
        orderBy: { account: 'asc' },
      },
    },
  })
  return transactions.map(({ kind, entries }) => [
    kind,
    ...entries.map(({ account, side, amountPaise, connectionId }) => [account, side, amountPaise, connectionId]),
  ])
}

describe('a refund that the gateway is at', () => {
  test('is under way from its first word, and nothing has moved', async () => {
    const { say, refund, booked, attempt, messages, id } = await agreed()
    await say({ status: 'PENDING' })
    await say({ status: 'PENDING', id: `${id}_again` })
    expect(await refund()).toMatchObject({ state: 'SENT', gatewayRefundId: id, endedAt: null })
    expect([await booked(), await attempt(), await messages()]).toEqual([[], 'PAID', 0])
  })

  test('leaves the gateway’s account when it is given back, and its payer is told once', async () => {
    const { say, refund, booked, attempt, messages, alarms, home } = await agreed()
    for (const status of ['PENDING', 'PROCESSED', 'PROCESSED', 'PENDING'] as const) await say({ status })
    expect(await refund()).toMatchObject({ state: 'PAID', endedAt: services.now() })
    expect(await booked()).toEqual([
      [
        'REFUND_PAID',
        ['GATEWAY_CLEARING', 'CREDIT', 20_000n, null],
        ['REFUND_PAYABLE', 'DEBIT', 20_000n, home.connectionId],
      ],
    ])
    expect([await attempt(), await messages(), await alarms()]).toEqual(['REFUNDED_PART', 1, []])
  })

  test('is the consumer’s again when it fails, and somebody is told', async () => {
    const { say, refund, booked, attempt, messages, alarms, refundId } = await agreed()
    for (const status of ['PENDING', 'FAILED', 'FAILED', 'PENDING'] as const) await say({ status })
    expect(await refund()).toMatchObject({ state: 'FAILED', endedAt: services.now() })
    expect((await booked()).map(([kind]) => kind)).toEqual(['REFUND_FAILED'])
    expect(await alarms()).toEqual([{ kind: 'REFUND_FAILED', reference: refundId, detail: { amount: '₹200.00' } }])
    expect([await attempt(), await messages()]).toEqual(['PAID', 0])
  })
})

describe('a word that does not fit', () => {
  test.each<[string, Partial<GatewayRefund>]>([
    ['another amount', { amountPaise: paise(20_001) }],
    ['another payment', { paymentId: 'pay_of_somebody' }],
    ['no refund of ours', { receipt: 'counter 4' }],
    ['a refund that nobody asked for', { receipt: randomUUID() }],
    ['nothing at all', { receipt: null }],
  ])('since it names %s moves nothing, and somebody is asked to look', async (_, word) => {
    const { say, refund, booked, alarms, id } = await agreed()
    await say(word)
    expect((await refund()).state).toBe('AGREED')
    const amount = word.amountPaise ? '₹200.01' : '₹200.00'
    expect(await alarms()).toEqual([{ kind: 'UNKNOWN_REFERENCE', reference: id, detail: { refund: id, amount } }])
    expect(await booked()).toEqual([])
  })

  test.each<[RefundState, GatewayRefund['status'], 'UNKNOWN_REFERENCE' | 'REFUND_FAILED' | null]>([
    ['REQUESTED', 'PENDING', null],
    ['REQUESTED', 'PROCESSED', 'UNKNOWN_REFERENCE'],
    ['REQUESTED', 'FAILED', null],
    ['REJECTED', 'PROCESSED', 'UNKNOWN_REFERENCE'],
    ['REJECTED', 'FAILED', null],
    ['FAILED', 'PROCESSED', 'UNKNOWN_REFERENCE'],
    ['PAID', 'FAILED', 'REFUND_FAILED'],
    ['PAID', 'PROCESSED', null],
  ])('%s here and %s there changes nothing here; money that moves there is an alarm', async (state, status, kind) => {
    const story = await asked()
    await bringTo(state, story)
    const before = { ...(await story.refund()), booked: await story.booked(), alarms: await story.alarms() }
    expect(before.state).toBe(state)
    await story.say({ status })
    expect({ ...(await story.refund()), booked: await story.booked() }).toMatchObject({
      ...{ state, gatewayRefundId: before.gatewayRefundId, booked: before.booked },
    })
    const raised = (await story.alarms()).filter(
      ({ reference }) => !before.alarms.some((one) => one.reference === reference),
    )
    expect(raised.map((alarm) => alarm.kind)).toEqual(kind ? [kind] : [])
  })

  test('since it was given back already, under another number, is given twice: an alarm', async () => {
    const { say, alarms, id, booked } = await agreed()
    await say({ status: 'PROCESSED' })
    await say({ status: 'PROCESSED', id: `${id}_second` })
    expect(await alarms()).toMatchObject([{ kind: 'UNKNOWN_REFERENCE', reference: `${id}_second` }])
    expect(await booked()).toHaveLength(1)
  })
})

test('of two parts the first refunds a part of the attempt, and only all of them all of it', async () => {
  const { say, refundId, attempt } = await agreed()
  const { paymentId } = await services.db.refund.findFirstOrThrow({ where: { id: refundId } })
  const rest = randomUUID()
  const wanted = { refundId: rest, paymentId, amountPaise: paise(30_000), reason: 'OTHER' } as const
  await requestRefund(services, testOfficer('CLERK'), wanted)
  await agreeToRefund(services, rest)
  await say({ status: 'PROCESSED' })
  expect(await attempt()).toBe('REFUNDED_PART')
  await say({ status: 'PROCESSED', receipt: rest, amountPaise: paise(30_000), id: `rfnd_${rest.slice(0, 8)}` })
  expect(await attempt()).toBe('REFUNDED')
})
