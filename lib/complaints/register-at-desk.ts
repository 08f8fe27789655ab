import type { AuditDetail } from '#lib/audit/record-audit.ts'
import { countedAt } from '#lib/camps/device/device-rules.ts'
import { campOfOffice } from '#lib/camps/office-camp.ts'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { connectionsOfOffice } from '#lib/staff/access.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { latinFigures } from '#lib/units/figures.ts'
import { dayFromColumn, type IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { parseMobile } from '#lib/units/phone.ts'
import { complaintCatalogue } from './catalogue.ts'
import { dueFrom } from './complaint-clock.ts'
import { complaintNumber } from './complaint-number.ts'
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
  /** The device that kept it until there was a connection; null: it comes straight from a form. */
  device: KeptOnDevice | null
}
/** Who wrote it down, and when by the device's clock; null: at no time that can be read. */
export type KeptOnDevice = { staffId: string; writtenAt: Date | null }
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
  | 'OTHER_OFFICER'
export type RegisteredAtDesk =
  | { ok: true; complaintId: string; number: string; isRepeat: boolean }
  | { ok: false; reasons: DeskRefusal[] }

/**
 * Registers what somebody says at a counter or camp, by an officer who hears it. With a consumer number of the officer's
 * office, or with none: then it goes to a sub-division of the office. Null without leave.
 *
 * What a device kept without a connection is registered as of when it was written down, where that can be true, and only
 * by the officer who wrote it: `OTHER_OFFICER`. It is no draft either: it stays on the device until it can be registered.
 */
export async function registerAtDesk(
  services: Services,
  actor: StaffActor,
  entry: DeskEntry,
): Promise<RegisteredAtDesk | null> {
  if (!(await authorise(services, actor, 'complaint.register'))) return null
  const { db } = services
  const { requestKey, campDayId, language, category, device } = entry
  if (device && device.staffId !== actor.staffId) return { ok: false, reasons: ['OTHER_OFFICER'] }
  if (!isId(requestKey)) return { ok: false, reasons: ['BAD_KEY'] }
  const made = await madeWith(services, actor, requestKey)
  if (made) return made
  const read = readWords(entry)
  const reasons: DeskRefusal[] = read.ok ? [] : [...read.reasons]
  if (!complaintCatalogue().categories.some(({ key }) => key === category)) reasons.unshift('NO_CATEGORY')
  const place = await placeOf(services, actor, entry)
  if (!place.ok) reasons.push(place.reason)
  const heldOn = await dayOfCamp(services, actor, campDayId)
  if (campDayId !== null && !heldOn) reasons.push('NO_CAMP')
  const arrivedAt = services.now()
  const at = countedAt(device?.writtenAt ?? null, { arrivedAt, heldOn })
  const decision = decisionOf(entry, at)
  if (typeof decision === 'string') reasons.push(decision)
  const mobile = parseMobile(entry.mobile)
  if (!mobile && entry.mobile.trim() !== '') reasons.push('BAD_MOBILE')
  if (!read.ok || !place.ok || typeof decision === 'string' || reasons.length > 0) {
    if (!device) await keepDeskDraft(services, actor, entry)
    return { ok: false, reasons }
  }
  const { connectionId, subdivision } = place
  const complaintId = await db.$transaction(async (tx) => {
    const written = await writeComplaint(tx, {
      ...{ requestKey, connectionId, subdivision, mobile, language, category, ...read.words },
      ...{ door: campDayId === null ? 'COUNTER' : 'CAMP', campDayId },
      ...{ registeredAt: at, dueAt: dueFrom(at, category, 'SUBDIVISION') },
    })
    if (!written) return null
    const detail: AuditDetail = device
      ? { withoutConnection: true, saidWrittenAt: device.writtenAt?.toISOString() ?? null }
      : {}
    const times = { at, arrivedAt }
    await writeEvent(tx, actor, { complaintId: written, connectionId }, { kind: 'REGISTERED', ...times, detail })
    // In the same transaction: an entry that is sent again finds it registered and decided.
    const complaint = { id: written, connectionId, level: 'SUBDIVISION', language } as const
    if (decision) await settle(tx, actor, complaint, decision, times)
    return written
  })
  const found = await madeWith(services, actor, requestKey)
  if (!found) return { ok: false, reasons: ['BAD_KEY'] }
  return found.ok ? { ...found, isRepeat: complaintId === null } : found
}

/** What is said to have been done as a decision; null for nothing, or the reason why it is none. */
function decisionOf({ outcome, language }: DeskEntry, now: Date): Decision | DeskRefusal | null {
  if (!outcome) return null
  const { kind, promisedOn, words } = outcome
  if (kind === 'PROMISE' && !promisedOn) return 'NO_DAY'
  const decision: Decision = kind === 'PROMISE' && promisedOn ? { kind, promisedOn, words } : { kind: 'RESOLVE', words }
  return decisionFault(decision, officerWords(language, words), now) ?? decision
}

/** The day of a camp of the officer's office; null for any other, and for none. */
async function dayOfCamp({ db }: Services, actor: StaffActor, campDayId: string | null): Promise<IstDay | null> {
  const where = campDayId === null ? null : campOfOffice(actor, campDayId)
  const found = where && (await db.campDay.findFirst({ where, select: { heldOn: true } }))
  return found && dayFromColumn(found.heldOn)
}

type Place =
  | { ok: true; connectionId: string | null; subdivision: string }
  | { ok: false; reason: 'NO_CONNECTION' | 'NO_SUBDIVISION' }

async function placeOf({ db }: Services, actor: StaffActor, { consumerNo, subdivision }: DeskEntry): Promise<Place> {
  const typed = latinFigures(consumerNo).replace(/\s/g, '')
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
    select: { id: true, door: true, subdivision: true, sequence: true, registeredAt: true },
  })
  if (!made) return null
  return made.door !== 'WEB' && subdivisions.includes(made.subdivision)
    ? { ok: true, complaintId: made.id, number: complaintNumber(made), isRepeat: true }
    : { ok: false, reasons: ['BAD_KEY'] }
}
