import fc from 'fast-check'
import { wattHours } from '#lib/units/energy.ts'
import { day, type Month, month } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import type { Incoming, Outcome } from './chat-events.ts'
import { BOUND_WISHES, type ChatState, FREE_WISHES, type NamedConnection, type Step } from './chat-state.ts'

/** Every state, message and outcome that a chat may meet, for properties. */
const id = fc.uuid({ version: 4 })
const text = fc.oneof(
  fc.string({ maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.constantFrom(
    ...['Hi', 'नमस्ते', 'bill bhejo', 'बिल भेजो', 'bijli gayi', 'bakaya', '123456', '12345678 1075', '₹500', '0', 'menu'],
    ...[
      'pay',
      'खपत',
      'शिकायत',
      'camp',
      'हिन्दी',
      'english',
      'asli',
      'recharge',
      '1',
      '0028',
      'agent',
      '{name}',
      'undefined',
    ],
  ),
)
const wish = fc.constantFrom(...BOUND_WISHES)
const connection: fc.Arbitrary<NamedConnection> = fc.record({ id, end: fc.stringMatching(/^\d{4}$/) })
const words = fc.record({
  ...{ category: fc.constantFrom('SUPPLY', 'OTHER'), connectionId: fc.option(id), since: text },
  ...{ detail: text, mediaIds: fc.array(fc.stringMatching(/^\d{5}$/), { maxLength: 2 }) },
})

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step>({ at: 'MENU' }, { at: 'ACCOUNT' }, { at: 'TALK' }),
  fc.record({ at: fc.constant('LINK_NUMBER' as const), goal: wish }),
  fc.record({
    at: fc.constant('LINK_FACTS' as const),
    goal: wish,
    requestId: id,
    meterNo: fc.constantFrom('', '44281'),
    amount: fc.constantFrom('', '1075'),
  }),
  fc.record({ at: fc.constantFrom('LINK_CODE' as const, 'LINK_OLD_CODE' as const), goal: wish, requestId: id }),
  fc.record({ at: fc.constant('PAY_CODE' as const), connectionId: id, challengeId: id }),
  fc.record({ at: fc.constant('CHOOSE' as const), wish, connections: fc.array(connection, { maxLength: 10 }) }),
  fc.record({ at: fc.constant('RECHARGE' as const), connectionId: id }),
  fc.record({ at: fc.constant('SINCE' as const), category: fc.constant('SUPPLY'), connectionId: fc.option(id) }),
  fc.record({
    at: fc.constant('DETAIL' as const),
    category: fc.constant('BILL'),
    connectionId: fc.option(id),
    since: text,
  }),
  fc.record({ at: fc.constant('AREA' as const), words }),
  fc.record({ at: fc.constant('THREAD' as const), complaintId: id }),
)
export const anyState: fc.Arbitrary<ChatState> = fc.record({
  language: fc.constantFrom('hi', 'en', null),
  connectionId: fc.option(id),
  step,
})

const choiceId = fc.oneof(
  fc.constantFrom(...BOUND_WISHES, ...FREE_WISHES).map((one) => `W:${one}`),
  fc.tuple(id, wish).map(([of, one]) => `C:${of}:${one}`),
  fc.tuple(id, fc.nat(999_999)).map(([of, rupees]) => `R:${of}:${rupees}`),
  id.map((of) => `T:${of}`),
  fc.constantFrom(
    'L:hi',
    'L:en',
    'K:SUPPLY',
    'S:TODAY',
    'D',
    'A:Kokar: East',
    'M:9',
    'O',
    'N',
    'W:NOTHING',
    'C:x:BILL',
    '',
  ),
  text,
)
export const anyMessage: fc.Arbitrary<Incoming> = fc.oneof(
  fc.record({ type: fc.constant('TEXT' as const), text }),
  fc.record({ type: fc.constant('CHOICE' as const), id: choiceId }),
  fc.record({ type: fc.constant('PHOTO' as const), mediaId: fc.stringMatching(/^\d{5}$/), caption: text }),
  fc.constant<Incoming>({ type: 'OTHER' }),
)

const money = fc.bigInt({ min: -10_000_000_00n, max: 10_000_000_00n }).map(paise)
const energy = fc.bigInt({ min: 0n, max: 1_000_000_000n }).map(wattHours)
const onDay = fc.constantFrom(day('2026-10-01'), day('2026-10-31'), day('2026-12-09'))
const ofMonth: fc.Arbitrary<Month> = fc.constantFrom(month('2026-10'), month('2026-11'))
const instant = fc.constantFrom(new Date('2026-11-27T00:45:00Z'), new Date('2026-12-01T12:00:00Z'))
const count = fc.nat(365)
/** Names and words of the utility, of any length: no braces, or they would look like holes in a text of ours. */
const letter = fc.constantFrom(...'अकखगि्ा abcXYZ₹:.', '👍')
const ofLength = (maxLength: number) => fc.string({ unit: letter, minLength: 1, maxLength })
const longText = ofLength(120)
const both = fc.record({ hi: longText, en: longText })
const of = { connectionId: id, end: fc.stringMatching(/^\d{4}$/) }
const oneCase = {
  ...{ complaintId: id, number: fc.constant('C-2611-00218'), categoryName: both },
  state: fc.constantFrom('OPEN' as const, 'PROMISED' as const, 'RESOLVED' as const, 'REJECTED' as const),
  ...{ isOverdue: fc.boolean(), dueAt: instant },
}
const LINES = ['FIXED', 'ENERGY', 'FPPPA', 'DUTY', 'SUBSIDY', 'ARREARS', 'DPS', 'ADVANCE', 'ROUNDING', 'ADJUSTMENT']

const bill = fc.record({
  ...{ ...of, billId: id, month: ofMonth, periodFrom: onDay, periodTo: onDay, dueOn: onDay, energyWh: energy },
  readings: fc.option(fc.constant({ from: '4,412', to: '4,613' })),
  ...{ days: count, payablePaise: money, todayPaise: money, unpaidPaise: money },
  lines: fc.array(fc.record({ code: fc.constantFrom(...LINES), amountPaise: money }), { maxLength: 60 }),
  standing: fc.constantFrom(
    'DUE' as const,
    'OVERDUE' as const,
    'PAID' as const,
    'NOTHING_DUE' as const,
    'PREPAID' as const,
  ),
})

const made = <K extends Outcome['type']>(
  type: K,
  rest: { [P in Exclude<keyof Extract<Outcome, { type: K }>, 'type'>]: fc.Arbitrary<Extract<Outcome, { type: K }>[P]> },
) => fc.record({ type: fc.constant(type), ...rest } as never) as fc.Arbitrary<Outcome>

/** One of each outcome: complete by its type. */
const OUTCOMES: { [K in Outcome['type']]: fc.Arbitrary<Outcome> } = {
  NOT_LINKED: made('NOT_LINKED', { wish }),
  SEVERAL: made('SEVERAL', {
    wish,
    connections: fc.uniqueArray(connection, { minLength: 2, maxLength: 30, selector: (one) => one.id }),
  }),
  CLOSED: made('CLOSED', {}),
  BILL: made('BILL', { bill, payBy: fc.constantFrom('PAY' as const, 'PAY_BY_CODE' as const) }),
  NO_BILL: made('NO_BILL', {}),
  PAYMENT: made('PAYMENT', {
    bill: fc.option(bill),
    payment: fc.record({
      ...{ ...of, attemptId: id, amountPaise: money, vpa: fc.constant('demo@invalid'), payeeName: fc.constant('DEMO') },
      ...{ validUntil: instant, link: fc.option(fc.constant('https://portal.example/q/ab12')) },
    }),
  }),
  PAY_CODE_SENT: made('PAY_CODE_SENT', { connectionId: id, challengeId: id }),
  NOTHING_DUE: made('NOTHING_DUE', {}),
  NO_PAYMENT: made('NO_PAYMENT', {}),
  CONSUMPTION: made('CONSUMPTION', {
    consumption: fc.record({
      ...{
        ...of,
        month: ofMonth,
        energyWh: energy,
        daysKnown: count,
        costPaise: fc.option(money),
        isYesterday: fc.boolean(),
      },
      lastDay: fc.option(fc.record({ on: onDay, energyWh: energy, isEstimated: fc.boolean() })),
    }),
  }),
  NO_READINGS: made('NO_READINGS', {}),
  ESTIMATE: made('ESTIMATE', {
    estimate: fc.record({
      ...{ ...of, month: ofMonth, soFarWh: energy },
      expected: fc.option(fc.record({ energyWh: energy, lowWh: energy, highWh: energy, costPaise: fc.option(money) })),
      limit: fc.option(fc.record({ limitWh: energy, leftWh: energy, paceWh: fc.option(energy), daysToCome: count })),
    }),
  }),
  OUTAGES: made('OUTAGES', {
    outages: fc.array(
      fc.record({ isPlanned: fc.boolean(), headline: fc.option(both), from: instant, until: fc.option(instant) }),
      { maxLength: 6 },
    ),
  }),
  BALANCE: made('BALANCE', {
    balance: fc.record({
      ...{ ...of, balancePaise: fc.option(money), asOf: fc.option(instant), nowPaise: fc.option(money) },
      likelyDays: fc.option(count),
    }),
  }),
  NOT_PREPAID: made('NOT_PREPAID', { connectionId: id }),
  CATEGORIES: made('CATEGORIES', {
    categories: fc.uniqueArray(fc.record({ key: fc.stringMatching(/^[A-Z]{3,8}$/), name: both }), {
      ...{ minLength: 1, maxLength: 14, selector: (one) => one.key },
    }),
    connectionId: fc.option(id),
  }),
  CASES: made('CASES', {
    cases: fc.uniqueArray(fc.record(oneCase), { maxLength: 15, selector: (one) => one.complaintId }),
  }),
  CASE: made('CASE', {
    shown: fc.record({ ...oneCase, answer: fc.option(ofLength(2_000)) }),
  }),
  NO_CASE: made('NO_CASE', {}),
  ACCOUNTS: made('ACCOUNTS', {
    connections: fc.uniqueArray(connection, { minLength: 1, maxLength: 30, selector: (one) => one.id }),
  }),
  ACCOUNT: made('ACCOUNT', { connection }),
  CAMPS: made('CAMPS', {
    camps: fc.array(fc.record({ place: both, directions: both, heldOn: onDay, opensAt: instant, closesAt: instant }), {
      maxLength: 9,
    }),
  }),
  LINK_BEGUN: made('LINK_BEGUN', {
    requestId: id,
    goal: wish,
    meterNo: fc.constantFrom('', 'JB 44281'),
    amount: fc.constantFrom('', '1075.00'),
  }),
  LINK_REFUSED: made('LINK_REFUSED', {
    reason: fc.constantFrom('unreadable' as const, 'too-many' as const),
    goal: wish,
  }),
  PHOTO_UNREAD: made('PHOTO_UNREAD', {
    reason: fc.constantFrom(
      'dark' as const,
      'other-bill' as const,
      'too-many' as const,
      'unreadable' as const,
      'not-taken' as const,
    ),
  }),
  OLD_CODE_SENT: made('OLD_CODE_SENT', { requestId: id, goal: wish }),
  CODE_SENT: made('CODE_SENT', { requestId: id, goal: wish }),
  PROOF_REFUSED: made('PROOF_REFUSED', {
    reason: fc.constantFrom(
      'unreadable' as const,
      'zero' as const,
      'too-many' as const,
      'wait' as const,
      'busy' as const,
      'gone' as const,
      'closed' as const,
    ),
    goal: wish,
  }),
  CODE_REFUSED: made('CODE_REFUSED', {
    reason: fc.constantFrom('unreadable' as const, 'wrong' as const, 'over' as const),
    triesLeft: fc.nat(5),
  }),
  LINKED: made('LINKED', { connectionId: id, goal: wish }),
  AREAS: made('AREAS', {
    ...{ words, from: fc.nat(90), isMore: fc.boolean() },
    areas: fc.uniqueArray(ofLength(60), { minLength: 1, maxLength: 9 }),
  }),
  COMPLAINT_MADE: made('COMPLAINT_MADE', { complaintId: id, number: fc.constant('C-2611-00218'), dueAt: instant }),
  COMPLAINT_REFUSED: made('COMPLAINT_REFUSED', {
    reason: fc.constantFrom('file' as const, 'too-long' as const, 'too-many' as const, 'unknown' as const),
  }),
  ADDED: made('ADDED', {}),
  NOT_ADDED: made('NOT_ADDED', {}),
  LOGIN_CODE: made('LOGIN_CODE', {
    result: fc.constantFrom('SENT' as const, 'UNKNOWN' as const, 'TOO_MANY' as const),
  }),
  NEWS_SET: made('NEWS_SET', { isWanted: fc.boolean() }),
  LANGUAGE_KEPT: made('LANGUAGE_KEPT', {}),
  FAILED: made('FAILED', {}),
}
export const anyOutcome: fc.Arbitrary<Outcome> = fc.oneof(...Object.values(OUTCOMES))
