/** Where a mitigation stands: a text that the file has exactly once, and what stands there without it. */
type Cut = { file: string; text: string; by: string }

/** One mitigation of a threat (docs/security/threats.json), how it is taken out, and the test that must notice. */
export type Mutation = Cut & {
  threat: 'T2' | 'T7' | 'T9' | 'T10' | 'T11' | 'T12' | 'T13' | 'T14' | 'T20'
  /** What holds no longer. */
  without: string
  /** The other net, where one alone still holds all that the test looks at. */
  also?: Cut
  /** Of `e2e`: the copy is built, and the test is asked in a browser. */
  test: { file: string; title: string }
}

const of = (threat: Mutation['threat'], file: string, title: string) => {
  const test = { file, title }
  return (without: string, at: string, text: string, by = '', also?: Cut): Mutation => {
    return { threat, without, file: at, text, by, also, test }
  }
}

const LOGIN = 'lib/identity/login.test.ts'
const ANSWER = 'lib/identity/answer-challenge.ts'
const STRANGERS = of('T7', 'lib/consumers/strangers.test.ts', 'what its owner finds a stranger does not')
const FORGOTTEN = of('T7', 'lib/consumers/strangers.test.ts', 'what a query forgets to ask')
const ORDERS = 'lib/payments/event-orders.test.ts'
const RECONCILE = 'lib/payments/reconcile.test.ts'
const PAY_ROUTE = 'app/api/payments/start/route.ts'
/** All of the statement that counts a try. */
const COUNTED_AT_ONCE = `update "OtpChallenge" set "tries" = "tries" + 1
     where "id" = \${challengeId}::uuid and "purpose" = \${purpose}::"OtpPurpose" and "closedAt" is null and "expiresAt" > \${now()} and "tries" < \${TRIES_PER_CODE}
    returning "mobile", "codeHash", "subjectHash", "tries", "byConsumerNo", ("byKnownDevice" or "byChat") as "isApart"\``
const FORGED = of('T20', 'app/other-sites.test.ts', 'refuses the forms of other sites')
const FORGED_IN_BROWSER = of('T20', 'e2e/forged-forms.spec.ts', 'no form of another site does anything')
const START = 'lib/payments/start-payment.test.ts'

export const MUTATIONS: readonly Mutation[] = [
  of('T2', LOGIN, 'evaluates five of 200 parallel wrong codes')(
    'the count of tries',
    ANSWER,
    'set "tries" = "tries" + 1',
    'set "tries" = "tries"',
  ),
  of('T2', LOGIN, 'takes a code for five minutes')('the end of a code', ANSWER, ` and "expiresAt" > \${now()}`),
  of('T2', LOGIN, 'starts one session when the right code is sent twice')(
    'the one who closes the challenge',
    ANSWER,
    '{ id: challengeId, closedAt: null }',
    '{ id: challengeId }',
  ),
  of('T2', LOGIN, 'keeps the total capped over new codes')(
    'the tries of an hour over all codes',
    ANSWER,
    "if (!hour.ok) return 'locked'\n",
  ),
  of('T2', LOGIN, 'keeps the total capped over new codes')(
    'the tries of a day over all codes',
    ANSWER,
    "if (!day.ok) return 'locked-today'\n",
  ),
  of('T2', LOGIN, 'caps them for the day as well')(
    'the tries of a day over all names of one number',
    ANSWER,
    'hourOfNumber.ok && dayOfNumber.ok',
    'hourOfNumber.ok',
  ),
  of('T2', LOGIN, 'evaluates five of 200 parallel wrong codes')(
    'the one statement: a try is read first and counted after',
    ANSWER,
    COUNTED_AT_ONCE,
    `select "mobile", "codeHash", "subjectHash", "tries" + 1 as "tries", "byConsumerNo", false as "isApart" from "OtpChallenge"
     where "id" = \${challengeId}::uuid and "purpose" = \${purpose}::"OtpPurpose" and "closedAt" is null and "expiresAt" > \${now()} and "tries" < \${TRIES_PER_CODE}\`
  if (row) await db.otpChallenge.update({ where: { id: challengeId }, data: { tries: row.tries } })`,
  ),

  STRANGERS('whose a link is', 'lib/consumers/access.ts', 'return { consumerId, ...narrowed', 'return { ...narrowed'),
  STRANGERS('the end of a link', 'lib/consumers/access.ts', ' ...holdingLinks(now()),'),
  STRANGERS(
    'the owner of a bill, and of its PDF',
    'lib/billing/get-bill.ts',
    "{ connection: ownConnection(services, reader, connectionId, 'BILLS') }",
    '{}',
  ),
  STRANGERS(
    'the owner of a receipt',
    'lib/payments/get-receipt.ts',
    ", connection: ownConnection({ now }, actor, connectionId, 'BILLS')",
  ),
  STRANGERS(
    'the owner of readings',
    'lib/metering/get-day-series.ts',
    "ownConnection(services, actor, connectionId, 'METER')",
    '{ id: connectionId }',
  ),
  STRANGERS(
    'the owner of a complaint and its photos',
    'lib/complaints/own-complaint.ts',
    "{ connectionId: { in: await ownConnectionIds(services, actor, 'RECORD') } }",
    '{}',
  ),
  FORGOTTEN(
    'the name of who asks, which the database is told',
    'lib/consumers/held-to.ts',
    'db: askedFor(services.db, () => ({ ...who, day: dayOf(now()) }))',
    'db: services.db',
  ),
  FORGOTTEN('the database’s own hold on rows', 'prisma/row-security.ts', `using (\${rule})`, 'using (true)'),
  of('T7', 'e2e/strangers.spec.ts', 'a stranger ')(
    'whose a link is, and the database’s own hold on rows',
    'lib/consumers/access.ts',
    'return { consumerId, ...narrowed',
    'return { ...narrowed',
    { file: 'prisma/row-security.ts', text: `using (\${rule})`, by: 'using (true)' },
  ),
  of('T7', 'lib/staff/staff-session.test.ts', 'decides whose connections an officer finds')(
    'the office of an officer',
    'lib/staff/access.ts',
    'return { subdivision: { in: [...actor.subdivisions] } }',
    'return {}',
  ),
  of('T7', 'e2e/strangers.spec.ts', 'each as the table says')(
    'the office of an officer',
    'lib/staff/access.ts',
    'return { subdivision: { in: [...actor.subdivisions] } }',
    'return {}',
  ),
  of('T7', 'lib/staff/look.test.ts', 'shows nothing personal before a reason')(
    'the reason for a look',
    'lib/staff/access.ts',
    ', looks: { some: look }',
  ),
  of('T7', 'lib/staff/look.test.ts', 'opens it to the session that gave the reason')(
    'whose reason it is',
    'lib/staff/access.ts',
    'sessionId: actor.sessionId, endsAt',
    'endsAt',
  ),
  of('T7', 'lib/payments/refund.test.ts', 'by the office finds neither payment nor refund')(
    'the office of a payment',
    'lib/staff/access.ts',
    '{ connection: connectionsOfOffice(actor) }',
    '{ amountPaise: { gt: 0 } }',
  ),
  of('T7', 'lib/payments/refund.test.ts', 'money of nobody known belongs to the circle')(
    'the circle of money that is nobody’s yet',
    'lib/staff/access.ts',
    "actor.officeKind === 'CIRCLE' ?",
    'true ?',
  ),
  of('T7', 'lib/staff/accounts.test.ts', 'nor one of another circle or of an office above')(
    'the office of an account',
    'lib/staff/access.ts',
    'return { OR: [{ id: officeId }, { parentId: officeId }, { parent: { parentId: officeId } }] }',
    'return {}',
  ),

  of('T9', 'app/api/payments/payments-routes.test.ts', 'whatever amount a form or a program posts')(
    'the amount of the server: a form’s is believed',
    PAY_ROUTE,
    'bill === undefined ? { connection, amount } : { bill }',
    `amount === '' ? { bill: bill ?? '' } : { amount, connection: bill ? (await getPaymentServices().db.bill.findFirstOrThrow({ where: { id: bill } })).connectionId : connection }`,
  ),
  of('T9', 'lib/payments/odd-money.test.ts', 'money of another amount than the QR asked for')(
    'the comparison with what was asked',
    'lib/payments/book-money.ts',
    'payees.length > 0 && askedPaise !== amountPaise',
    'false',
  ),
  of('T9', 'lib/payments/settle-payment.test.ts', 'in another currency are left')(
    'the currency',
    'lib/payments/take-payment.ts',
    "currency !== 'INR'",
    'false',
  ),
  of('T9', RECONCILE, 'an event that tells another amount than the gateway')(
    'the gateway’s own word on the amount',
    'lib/payments/process-event.ts',
    '{ ...said.payment, reference',
    "{ ...said.payment, ...(news.kind === 'PAYMENT' && { amountPaise: news.payment.amountPaise }), reference",
  ),

  of('T10', 'app/api/webhooks/razorpay/route.test.ts', 'stores nothing of what is not signed')(
    'the comparison of signatures',
    'lib/payments/gateway/razorpay-webhook.ts',
    '.includes(true)',
    '.length > 0',
  ),
  of('T10', RECONCILE, 'an event that the gateway does not confirm')(
    'the question to the gateway before money is credited',
    'lib/payments/process-event.ts',
    'if (!gateway) return null',
    'return null',
  ),
  of('T10', 'lib/payments/process-event.test.ts', 'an event of a refund is not believed by itself')(
    'the question to the gateway before a refund ends',
    'lib/payments/process-event.ts',
    'return refundOf(gateway, news.refund)',
    'return null',
  ),

  of('T11', ORDERS, 'a thousand copies of one event at once')(
    'the event’s id that wins once',
    'lib/payments/record-event.ts',
    'on conflict ("eventId") do nothing',
    'on conflict ("eventId") do update set "error" = null',
  ),

  of('T12', ORDERS, 'leave the same books in each of their orders')(
    'the way from a failure to money that came after it',
    'lib/payments/payment-states.ts',
    "FAILED: ['PAID']",
    'FAILED: []',
  ),
  of('T12', ORDERS, 'leave the same books in each of their orders')(
    'that a payment only goes forward',
    'lib/payments/payment-states.ts',
    "PAID: ['REFUNDED_PART', 'REFUNDED']",
    "PAID: ['PENDING', 'FAILED', 'REFUNDED_PART', 'REFUNDED']",
  ),

  of('T13', RECONCILE, 'the gateway is asked after five minutes')(
    'the question after a code whose event did not come',
    'lib/payments/reconcile.ts',
    'for (const payment of payments) if (await takePayment(tx, now(), payment, null)) booked++',
  ),
  of('T13', RECONCILE, 'the hourly sweep finds what was paid')(
    'the hourly sweep',
    'lib/payments/reconcile.ts',
    'if (await takePayment(tx, now(), payment, null)) await noteSilence(tx, now())',
  ),

  of('T14', START, 'fifty clicks at once')(
    'the attempt that is open already',
    'lib/payments/open-attempt.ts',
    'if (open) return { ok: true, attemptId: open.id }',
  ),
  of('T14', START, 'fifty clicks at once')(
    'the lock on the connection',
    'lib/payments/lock-connection.ts',
    `"Connection" where "id" = \${connectionId}::uuid for no key update`,
    `"Connection" where "id" = \${connectionId}::uuid`,
  ),
  of('T14', START, 'a second open attempt is refused by the database itself')(
    'the unique index of a bill',
    'prisma/migrations/20261127072225_money_keys/migration.sql',
    'CREATE UNIQUE INDEX "PaymentAttempt_one_open_a_bill"',
    'CREATE INDEX "PaymentAttempt_one_open_a_bill"',
  ),
  of('T14', START, 'a second open attempt is refused by the database itself')(
    'the unique index of what is paid without a bill',
    'prisma/migrations/20261126032800_any_amount/migration.sql',
    'CREATE UNIQUE INDEX "PaymentAttempt_one_open_without_bill"',
    'CREATE INDEX "PaymentAttempt_one_open_without_bill"',
  ),
  of('T14', 'lib/payments/settle-payment.test.ts', 'and the attempt both paid')(
    'what is over and paid ahead',
    'lib/payments/settle-payment.ts',
    'money.amountPaise > owedPaise ? paise(money.amountPaise - owedPaise) : ZERO_PAISE',
    'ZERO_PAISE',
  ),

  FORGED('Sec-Fetch-Site', 'lib/platform/http.ts', "if (site) return site === 'same-origin'", 'if (site) return true'),
  FORGED('Origin', 'lib/platform/http.ts', 'if (origin === deskUrl ||', 'if (true ||'),
  FORGED('a word at all', 'lib/platform/http.ts', 'if (!origin) return false', 'if (!origin) return true'),
  FORGED('the question in one handler', PAY_ROUTE, "if (!isSameOrigin(request)) return json({ error: 'origin' }, 403)"),
  FORGED_IN_BROWSER(
    'Sec-Fetch-Site',
    'lib/platform/http.ts',
    "if (site) return site === 'same-origin'",
    'if (site) return true',
  ),
  FORGED_IN_BROWSER(
    'the question in one handler',
    PAY_ROUTE,
    "if (!isSameOrigin(request)) return json({ error: 'origin' }, 403)",
  ),
  FORGED(
    'the question in all handlers of the desk',
    'app/desk-page.ts',
    'if (!isSameOrigin(request)) return { ok: false, answer: new Response(null, { status: 403 }) }',
  ),
]
