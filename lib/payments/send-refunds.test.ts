import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import { decideRefund } from './decide-refund.ts'
import type { Gateway, GatewayAnswer, GatewayRefund } from './gateway/port.ts'
import { MemoryGateway } from './gateway/test-memory-gateway.ts'
import { sendRefunds } from './send-refunds.ts'
import { type AskedRefund, agreeToRefund, askedRefund } from './test-refunds.ts'

/** What goes to the gateway of refunds, and what its answers do. */
const MORNING = '2026-11-05T10:00:00+05:30'
let services: TestServices
let sent: Parameters<Gateway['refund']>[0][]
let refund: Gateway['refund']
let listed: GatewayAnswer<GatewayRefund[]>

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(() => {
  services.setTime(MORNING)
  sent = []
  refund = async () => ({ ok: false, reason: 'AWAY', detail: 'silence' })
  listed = { ok: true, value: [] }
})
/** What a story leaves open is none of the next one's. */
afterEach(async () => {
  await services.db.refund.deleteMany({ where: { state: { in: ['REQUESTED', 'AGREED', 'SENT'] } } })
})

const send = () =>
  sendRefunds({
    ...services,
    gateway: {
      ...new MemoryGateway(services.now),
      refund: async (wanted) => {
        sent.push(wanted)
        return refund(wanted)
      },
      refundsOf: async () => listed,
    },
  })
/** The gateway's word on a refund of ours. */
const word = ({ refundId, atGateway }: AskedRefund, status: GatewayRefund['status']): GatewayRefund => ({
  ...{ id: `rfnd_${refundId.slice(0, 8)}`, paymentId: atGateway, receipt: refundId },
  ...{ amountPaise: paise(20_000), status },
})
const wantedOf = ({ refundId, atGateway }: AskedRefund) => ({
  ...{ paymentId: atGateway, amountPaise: 20_000n, receipt: refundId },
})
const rowOf = ({ refundId }: AskedRefund) => services.db.refund.findFirstOrThrow({ where: { id: refundId } })
const stateOf = async (story: AskedRefund) => (await rowOf(story)).state
async function agreed(): Promise<AskedRefund> {
  const story = await askedRefund(services)
  expect(await agreeToRefund(services, story.refundId)).toMatchObject({ ok: true })
  return story
}
/** An answer to each of these, under its own receipt. */
const answering =
  (status: GatewayRefund['status'], ...stories: AskedRefund[]): Gateway['refund'] =>
  async ({ receipt }) => {
    const story = stories.find(({ refundId }) => refundId === receipt)
    return story ? { ok: true, value: word(story, status) } : { ok: false, reason: 'REFUSED', detail: 'unknown' }
  }

test('what two officers agreed to goes out, the oldest first, and nothing else ever does', async () => {
  const [waits, refused, newer, older] = [
    await askedRefund(services),
    await askedRefund(services),
    await askedRefund(services),
    await askedRefund(services),
  ]
  await decideRefund(services, testOfficer('SUPERVISOR'), { refundId: refused.refundId, agree: false })
  await agreeToRefund(services, older.refundId)
  services.setTime('2026-11-05T10:01:00+05:30')
  await agreeToRefund(services, newer.refundId)
  refund = answering('PROCESSED', newer, older)
  expect(await send()).toBe(2)
  expect(sent).toEqual([wantedOf(older), wantedOf(newer)])
  expect(await Promise.all([waits, refused, newer, older].map(stateOf))).toEqual([
    ...['REQUESTED', 'REJECTED', 'PAID', 'PAID'],
  ])
  // Nor does what has ended.
  expect([await send(), sent.length]).toEqual([0, 2])
})

test('what the gateway is at is looked for among the refunds of its payment, and not sent again', async () => {
  const [story, other] = [await agreed(), await askedRefund(services)]
  refund = answering('PENDING', story)
  expect([await send(), await stateOf(story)]).toEqual([1, 'SENT'])
  listed = { ok: true, value: [word(other, 'PROCESSED'), word(story, 'PENDING')] }
  expect([await send(), await stateOf(story)]).toEqual([1, 'SENT'])
  listed = { ok: true, value: [word(other, 'PENDING'), word(story, 'PROCESSED')] }
  expect([await send(), await stateOf(story)]).toEqual([1, 'PAID'])
  expect(sent).toEqual([wantedOf(story)])
})

test('what it does not list, or list anything of, is looked for again', async () => {
  const story = await agreed()
  refund = answering('PENDING', story)
  await send()
  for (const answer of [
    { ok: true, value: [] },
    { ok: false, reason: 'AWAY', detail: 'silence' },
    { ok: false, reason: 'REFUSED', detail: 'no such payment' },
  ] satisfies (typeof listed)[]) {
    listed = answer
    expect([await send(), await stateOf(story)]).toEqual([0, 'SENT'])
  }
  expect(sent).toHaveLength(1)
})

test('what it refuses has failed, and is not asked for again; while it is away all waits', async () => {
  const story = await agreed()
  expect([await send(), await stateOf(story)]).toEqual([0, 'AGREED'])
  expect(await sendRefunds(services)).toBe(0)
  refund = answering('PROCESSED')
  expect(await send()).toBe(1)
  expect(await rowOf(story)).toMatchObject({ state: 'FAILED', gatewayRefundId: `refused:${story.refundId}` })
  const alarms = { kind: 'REFUND_FAILED', reference: story.refundId } as const
  expect(await services.db.paymentAlarm.count({ where: alarms })).toBe(1)
  expect([await send(), sent.length]).toEqual([0, 2])
})

test('however many the gateway is at, one that was agreed to goes out at once, and each is asked about in its turn', async () => {
  const [{ refundId, atGateway }, fresh] = [await askedRefund(services), await agreed()]
  const { chainId, paymentId, requestedBy } = await services.db.refund.findFirstOrThrow({ where: { id: refundId } })
  const at = services.now().getTime()
  const sentBefore = Array.from({ length: 60 }, (_, index) => ({
    ...{ chainId, paymentId, id: randomUUID(), amountPaise: 100n, reason: 'OTHER' as const, state: 'SENT' as const },
    ...{ requestedBy, requestedAt: services.now(), decidedBy: 'another', decidedAt: new Date(at - index * 1_000) },
  }))
  await services.db.refund.createMany({ data: sentBefore })
  refund = answering('PROCESSED', fresh)
  const words = sentBefore.map(({ id }) => ({
    ...{ id: `rfnd_${id}`, paymentId: atGateway, receipt: id, amountPaise: paise(100), status: 'PENDING' as const },
  }))
  listed = { ok: true, value: words }
  expect([await send(), await stateOf(fresh)]).toEqual([51, 'PAID'])
  // What the gateway has given back is heard of within two turns.
  listed = { ok: true, value: words.map((word) => ({ ...word, status: 'PROCESSED' as const })) }
  await send()
  services.setTime('2026-11-05T10:01:00+05:30')
  await send()
  expect(await services.db.refund.count({ where: { id: { in: sentBefore.map(({ id }) => id) }, state: 'PAID' } })).toBe(
    60,
  )
})
