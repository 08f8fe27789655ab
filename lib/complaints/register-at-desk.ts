import { campOfOffice } from '#lib/camps/office-camp.ts'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { connectionsOfOffice } from '#lib/staff/access.ts'
import { authorise } from '#lib/staff/authorise.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { parseMobile } from '#lib/units/phone.ts'
import { complaintCatalogue } from './catalogue.ts'
import { dueFrom } from './complaint-clock.ts'
import { readWords, type Words, type WordsRefusal } from './complaint-words.ts'
import { type Decision, type DecisionRefusal, decisionFault, settle } from './decide-complaint.ts'
import { keepDeskDraft } from './desk-draft.ts'
import { type OfficerWords, officerWords } from './officer-words.ts'
import { writeComplaint } from './register-complaint.ts'
import { writeEvent } from './write-event.ts'

export type DeskEntry = Words & {
  /** Made where the entry was typed: sent again, from whichever tab or after a lost connection, it makes no second one. */
  requestKey: string
  /** The camp at which it is said; null: the counter. */
  campDayId: string | null
  /** As printed on the bill; empty where nobody has one. */
  consumerNo: string
  /** Whose inbox it goes to where there is no consumer number; of the officer's office. */
  subdivision: string
  /** Of whoever stands at the desk, to be told of it; empty for nobody. */
  mobile: string
  language: Locale
  category: string
  /** What was done about it at once; null: nothing yet. */
  outcome: DeskOutcome | null
}
export type DeskOutcome = { kind: 'RESOLVE' | 'PROMISE'; promisedOn: IstDay | null; words: OfficerWords }
export type DeskRefusal =
  | WordsRefusal
  | DecisionRefusal
  | 'NO_CAMP'
  | 'NO_DAY'
  | 'NO_CATEGORY'
  | 'NO_CONNECTION'
  | 'NO_SUBDIVISION'
  | 'BAD_MOBILE'
  | 'BAD_KEY'
export type RegisteredAtDesk =
  | { ok: true; complaintId: string; isRepeat: boolean }
  | { ok: false; reasons: DeskRefusal[] }

/**
 * Registers what somebody says at a counter or camp, by an officer who hears it. With a consumer number of the officer's
 * office, or with none: then it goes to a sub-division of the office. Null without leave.
 */
export async function registerAtDesk(
  services: Services,
  actor: StaffActor,
  entry: DeskEntry,
): Promise<RegisteredAtDesk | null> {
  if (!(await authorise(services, actor, 'complaint.register'))) return null
  const { db } = services
  const { requestKey, campDayId, language, category } = entry
  if (!isId(requestKey)) return { ok: false, reasons: ['BAD_KEY'] }
  const made = await madeWith(services, actor, requestKey)
  if (made) return made
  const read = readWords(entry)
  const reasons: DeskRefusal[] = read.ok ? [] : [...read.reasons]
  if (!complaintCatalogue().categories.some(({ key }) => key === category)) reasons.unshift('NO_CATEGORY')
  const place = await placeOf(services, actor, entry)
  if (!place.ok) reasons.push(place.reason)
  if (campDayId !== null && !(await isCampOf(services, actor, campDayId))) reasons.push('NO_CAMP')
  const decision = decisionOf(entry, services.now())
  if (typeof decision === 'string') reasons.push(decision)
  const mobile = parseMobile(entry.mobile)
  if (!mobile && entry.mobile.trim() !== '') reasons.push('BAD_MOBILE')
  if (!read.ok || !place.ok || typeof decision === 'string' || reasons.length > 0) {
    await keepDeskDraft(services, actor, entry)
    return { ok: false, reasons }
  }
  const at = services.now()
  const { connectionId, subdivision } = place
  const complaintId = await db.$transaction(async (tx) => {
    const written = await writeComplaint(tx, {
      ...{ requestKey, connectionId, subdivision, mobile, language, category, ...read.words },
      ...{ door: campDayId === null ? 'COUNTER' : 'CAMP', campDayId },
      ...{ registeredAt: at, dueAt: dueFrom(at, category, 'SUBDIVISION') },
    })
    if (!written) return null
    await writeEvent(tx, actor, { complaintId: written, connectionId }, { kind: 'REGISTERED', at })
    // In the same transaction: an entry that is sent again finds it registered and decided.
    if (decision) await settle(tx, actor, { id: written, connectionId, level: 'SUBDIVISION', language }, decision, at)
    return written
  })
  if (complaintId) return { ok: true, complaintId, isRepeat: false }
  return (await madeWith(services, actor, requestKey)) ?? { ok: false, reasons: ['BAD_KEY'] }
}

/** What is said to have been done as a decision; null for nothing, or the reason why it is none. */
function decisionOf({ outcome, language }: DeskEntry, now: Date): Decision | DeskRefusal | null {
  if (!outcome) return null
  const { kind, promisedOn, words } = outcome
  if (kind === 'PROMISE' && !promisedOn) return 'NO_DAY'
  const decision: Decision = kind === 'PROMISE' && promisedOn ? { kind, promisedOn, words } : { kind: 'RESOLVE', words }
  return decisionFault(decision, officerWords(language, words), now) ?? decision
}

async function isCampOf({ db }: Services, actor: StaffActor, campDayId: string): Promise<boolean> {
  const where = campOfOffice(actor, campDayId)
  return where !== null && (await db.campDay.count({ where })) === 1
}

type Place =
  | { ok: true; connectionId: string | null; subdivision: string }
  | { ok: false; reason: 'NO_CONNECTION' | 'NO_SUBDIVISION' }

async function placeOf({ db }: Services, actor: StaffActor, { consumerNo, subdivision }: DeskEntry): Promise<Place> {
  const typed = consumerNo.replace(/\s/g, '')
  if (typed === '')
    return actor.subdivisions.includes(subdivision)
      ? { ok: true, connectionId: null, subdivision }
      : { ok: false, reason: 'NO_SUBDIVISION' }
  const found = await db.connection.findFirst({
    where: { consumerNo: typed, ...connectionsOfOffice(actor) },
    select: { id: true, subdivision: true },
  })
  return found
    ? { ok: true, connectionId: found.id, subdivision: found.subdivision }
    : { ok: false, reason: 'NO_CONNECTION' }
}

/** The complaint that this key has made at this desk. */
async function madeWith(
  { db }: Services,
  { subdivisions }: StaffActor,
  requestKey: string,
): Promise<RegisteredAtDesk | null> {
  const made = await db.complaint.findUnique({
    where: { requestKey },
    select: { id: true, door: true, subdivision: true },
  })
  if (!made) return null
  return made.door !== 'WEB' && subdivisions.includes(made.subdivision)
    ? { ok: true, complaintId: made.id, isRepeat: true }
    : { ok: false, reasons: ['BAD_KEY'] }
}
