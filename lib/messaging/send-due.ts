import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { traced } from '#lib/platform/trace.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { fallBackToSms, LINK_ENDED } from './fall-back.ts'
import type { Outgoing, SendOutcome } from './provider.ts'
import type { SendingLine } from './providers.ts'
import { CAMPAIGN } from './send-message.ts'
import { leaveOfDay } from './sms/leave-of-day.ts'
import { unlinkedNews } from './unlinked-news.ts'
import { canWait, wakingTime } from './waking-hours.ts'
import type { WhatsAppContent } from './whatsapp/content.ts'
import { takePlacesOfDay } from './whatsapp/people-of-day.ts'

/** After this a message that was being given to a provider counts as lost on the way. */
const ATTEMPT_SECONDS = 60
const TWINS_SECONDS = 30
const DAY_SECONDS = 86_400
const CODE_SECONDS = 300
const NEWS_SECONDS = 3 * DAY_SECONDS
const MOST_ATTEMPTS = 8
const FIRST_PAUSE_SECONDS = 5
const LONGEST_PAUSE_SECONDS = 900

type Claimed = Outgoing & {
  attempts: number
  priority: number
  isTwin: boolean
  isHeard: boolean
  createdAt: Date
  sequence: bigint
  traceId: string | null
}
/** Why a message was not given: it never will be, or it waits. */
type Refusal = { state: 'FAILED'; failure: string } | { state: 'WAITING'; failure?: string; sendAfter: Date }
/** What is written down of an attempt; `isHeld` where the provider was not asked, which counts as none. */
type Written = { id: string; state: 'WAITING' | 'SENT' | 'FAILED' | 'UNCLEAR' } & {
  providerId?: string | null
  failure?: string
  sendAfter?: Date
  isHeld?: boolean
}

/**
 * Gives the provider up to `most` messages of a channel that are due, the urgent ones first, and writes down what became
 * of each. Each is marked before it is given: if this process dies in between, nobody gives it a second time. Returns how
 * many were given, and how many of those the provider answered.
 */
export async function sendDue(
  services: Services,
  line: SendingLine & { most: number },
): Promise<{ given: number; answered: number }> {
  const { claimed, refusals } = await services.db.$transaction(async (tx) => {
    const claimed = await claim(tx, services.now(), line)
    return { claimed, refusals: await refuse(tx, services.now(), { claimed, peoplePerDay: line.peoplePerDay }) }
  })
  let given = 0
  let answered = 0
  const give = async (message: Claimed): Promise<Written> => {
    const refusal = refusals.get(message.id) ?? (await overSpent(services, message, line.segmentsPerDay))
    if (refusal) return { id: message.id, ...refusal, isHeld: true }
    given += 1
    const { channel, kind, traceId: trace } = message
    const outcome = await traced(
      { trace, step: 'message.sent', channel, kind },
      () => line.provider.send(message),
      (sent) => sent.outcome === 'ACCEPTED',
    )
    if (outcome.outcome === 'ACCEPTED' || outcome.outcome === 'REFUSED') answered += 1
    return { id: message.id, ...whatToWrite(outcome, message, services.now()) }
  }
  const each = await Promise.all(byNumber(claimed).map((messages) => inTurn(messages, give, services.now())))
  const written = each.flat()
  if (written.length > 0) await services.db.$transaction((tx) => writeDown(tx, services.now(), written))
  return { given, answered }
}

const inOrder = (a: Claimed, b: Claimed) => a.priority - b.priority || (a.sequence < b.sequence ? -1 : 1)

/** The urgent ones first, then as they were written. */
function byNumber(claimed: readonly Claimed[]): Claimed[][] {
  const groups = new Map<string, Claimed[]>()
  for (const message of claimed.toSorted(inOrder)) groups.set(message.to, [...(groups.get(message.to) ?? []), message])
  return [...groups.values()]
}

/**
 * Those of one number one after the other: a bill comes before the question what to do with it. Behind one without an
 * answer the rest waits, or their turn would come when their attempts count as lost.
 */
async function inTurn(
  messages: readonly Claimed[],
  give: (message: Claimed) => Promise<Written>,
  now: Date,
): Promise<Written[]> {
  const done: Written[] = []
  for (const message of messages) {
    const isStuck = done.some(({ state }) => state === 'UNCLEAR')
    const sendAfter = secondsAfter(now, FIRST_PAUSE_SECONDS)
    done.push(isStuck ? { id: message.id, state: 'WAITING', sendAfter, isHeld: true } : await give(message))
  }
  return done
}

/** One claims at a time, so that of two equal texts to one number the later always sees the earlier. */
async function claim(tx: Tx, at: Date, { channel, most }: SendingLine & { most: number }): Promise<Claimed[]> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('messages', 0))`
  const rows = await tx.$queryRaw<
    (Omit<Claimed, 'to' | 'content'> & { toMobile: string; content: WhatsAppContent | null })[]
  >`
    update "Message" m set "state" = 'SENDING', "attempts" = m."attempts" + 1,
           "sendAfter" = ${secondsAfter(at, ATTEMPT_SECONDS)}
      from (select "id" from "Message"
             where "channel" = ${channel}::"MessageChannel" and "state" = 'WAITING' and "sendAfter" <= ${at}
             order by "priority", "sendAfter", "sequence" limit ${most} for update skip locked) due
     where m."id" = due."id"
    returning m."id"::text, m."channel"::text, m."toMobile", m."kind", m."text", m."content", m."attempts"::int,
              m."priority"::int, m."createdAt", m."sequence", m."traceId"::text,
              exists (select 1 from "Message" twin
                       where twin."toMobile" = m."toMobile" and twin."channel" = 'SMS' and m."channel" = 'SMS'
                         and twin."text" = m."text" and twin."sequence" < m."sequence" and twin."state" <> 'FAILED'
                         and twin."createdAt" > m."createdAt" - make_interval(secs => ${TWINS_SECONDS})) as "isTwin",
              exists (select 1 from "WhatsAppContact" c
                       where c."mobile" = m."toMobile" and c."lastHeardAt" > ${secondsAfter(at, -DAY_SECONDS)}) as "isHeard"`
  return rows.map(({ toMobile, ...row }) => ({ ...row, to: toMobile as Mobile }))
}

/** Why messages are not given at all, or not now, by their ids. Those that are take their places of the day. */
async function refuse(
  tx: Tx,
  now: Date,
  { claimed, peoplePerDay }: { claimed: readonly Claimed[]; peoplePerDay: number | null },
): Promise<Map<string, Refusal>> {
  const unlinked = await unlinkedNews(tx, now, claimed)
  const refusals = new Map(
    claimed.flatMap((message) =>
      entry(message, unlinked.has(message.id) ? { state: 'FAILED', failure: LINK_ENDED } : refusalOf(message, now)),
    ),
  )
  if (peoplePerDay === null) return refusals
  const first = claimed.filter((message) => !message.isHeard && !refusals.has(message.id)).toSorted(inOrder)
  if (first.length === 0) return refusals
  const addressees = first.map(({ to, priority }) => ({ to, isCampaign: priority === CAMPAIGN }))
  const { refused, freeAt } = await takePlacesOfDay(tx, now, { addressees, peoplePerDay })
  // A campaign goes on when it may; news of one person goes by SMS now.
  const refusal = (message: Claimed): Refusal =>
    message.priority === CAMPAIGN
      ? { state: 'WAITING', failure: 'DAY_IS_SPENT', sendAfter: freeAt }
      : { state: 'FAILED', failure: 'DAY_IS_SPENT' }
  for (const message of first) if (refused.has(message.to)) refusals.set(message.id, refusal(message))
  return refusals
}

function entry({ id }: Claimed, refusal: Refusal | null): [string, Refusal][] {
  return refusal ? [[id, refusal]] : []
}

/** Why a message is not given at all, or not now, whoever else is written to; null: it is. */
function refusalOf(message: Claimed, now: Date): Refusal | null {
  const { channel, kind, content, priority, isTwin, isHeard, createdAt } = message
  const isPast = (seconds: number) => secondsAfter(createdAt, seconds) <= now
  if (isPast(kind === 'OTP' ? CODE_SECONDS : NEWS_SECONDS) && kind !== 'BILL_READY')
    return { state: 'FAILED', failure: 'TOO_LATE' }
  // What is not done by the evening, or has to be tried again, goes on in the morning.
  if ((priority === CAMPAIGN || canWait(kind)) && wakingTime(now) > now)
    return { state: 'WAITING', sendAfter: wakingTime(now) }
  if (channel === 'WHATSAPP' && content?.type !== 'template' && !isHeard)
    return { state: 'FAILED', failure: 'OUTSIDE_WINDOW' }
  return isTwin ? { state: 'FAILED', failure: 'TWIN' } : null
}

/** Whether an SMS waits for tomorrow's morning, or a code for tomorrow, because the day's segments are spent. */
async function overSpent(
  services: Services,
  { kind, text }: Claimed,
  segmentsPerDay: number | null,
): Promise<Refusal | null> {
  if (segmentsPerDay === null) return null
  const isCode = kind === 'OTP'
  const nextDay = await leaveOfDay(services, { text, isCode, segmentsPerDay })
  // The day is UTC's, and begins at half past five in India.
  return nextDay && { state: 'WAITING', failure: 'DAY_IS_SPENT', sendAfter: isCode ? nextDay : wakingTime(nextDay) }
}

function whatToWrite(outcome: SendOutcome, { attempts }: Claimed, now: Date): Omit<Written, 'id' | 'isHeld'> {
  switch (outcome.outcome) {
    case 'ACCEPTED':
      return { state: 'SENT', providerId: outcome.providerId }
    case 'REFUSED':
      return { state: 'FAILED', failure: outcome.reason }
    case 'UNCLEAR':
      return { state: 'UNCLEAR', failure: outcome.reason }
    case 'LATER': {
      if (attempts >= MOST_ATTEMPTS) return { state: 'FAILED', failure: outcome.reason }
      const pause = Math.min(FIRST_PAUSE_SECONDS * 3 ** (attempts - 1), LONGEST_PAUSE_SECONDS)
      return { state: 'WAITING', failure: outcome.reason, sendAfter: secondsAfter(now, pause) }
    }
  }
}

/**
 * All attempts of a round in one statement. A report of the provider may have come first, and knows more. A code is
 * forgotten as soon as nobody needs its text.
 */
async function writeDown(tx: Tx, at: Date, written: readonly Written[]): Promise<void> {
  const rows = written.map((one) => ({
    ...{ id: one.id, state: one.state, providerId: one.providerId ?? null, failure: one.failure ?? null },
    ...{ sendAfter: one.sendAfter?.toISOString() ?? null, isHeld: one.isHeld ?? false },
  }))
  await tx.$executeRaw`
    update "Message" m
       set "state" = case when m."state" = 'SENDING' then one."state"::"MessageState" else m."state" end,
           "sentAt" = case when one."state" = 'SENT' then coalesce(m."sentAt", ${at}) else m."sentAt" end,
           "providerId" = coalesce(one."providerId", m."providerId"),
           "attempts" = m."attempts" - one."isHeld"::int,
           "failure" = case when m."state" = 'SENDING' then one."failure" else m."failure" end,
           "sendAfter" = coalesce(one."sendAfter"::timestamptz, m."sendAfter"),
           "text" = case when m."kind" = 'OTP' and one."state" <> 'WAITING' then '' else m."text" end,
           "content" = case when m."kind" = 'OTP' and one."state" <> 'WAITING' then null else m."content" end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           as one("id" uuid, "state" text, "providerId" text, "failure" text, "sendAfter" text, "isHeld" boolean)
     where m."id" = one."id"`
  await fallBackToSms(
    tx,
    at,
    written.filter(({ state }) => state === 'FAILED').map(({ id }) => id),
  )
}

const secondsAfter = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1_000)
