import type { AnonymousActor, VisitorActor } from '#lib/identity/actor.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { complaintCatalogue } from './catalogue.ts'
import { checkFiles } from './check-file.ts'
import { dueFrom } from './complaint-clock.ts'
import { readWords, type Words } from './complaint-words.ts'
import { isOverQuota } from './file-quota.ts'
import { keepFiles } from './keep-files.ts'
import { MOST_A_DAY, type Registered, type RegisterRefusal, writeComplaint } from './register-complaint.ts'
import { writeEvent } from './write-event.ts'

export type ChatComplaint = Words & {
  mobile: Mobile
  language: Locale
  category: string
  /** The sub-division whose inbox it goes to. */
  area: string
  requestKey: string
}

const AREAS_AT_ONCE = 9

/** The sub-divisions, some at a time, for somebody to say where they are. */
export async function listAreas({ db }: Services, from: number): Promise<{ areas: string[]; isMore: boolean }> {
  const found = await db.office.findMany({
    where: { kind: 'SUBDIVISION' },
    orderBy: { name: 'asc' },
    skip: from,
    take: AREAS_AT_ONCE + 1,
    select: { name: true },
  })
  return { areas: found.slice(0, AREAS_AT_ONCE).map(({ name }) => name), isMore: found.length > AREAS_AT_ONCE }
}

/**
 * Registers what somebody writes in a chat whose number opens no connection: of no connection, for the sub-division that
 * they name. The same key makes no second one.
 */
export async function registerByMobile(
  services: Services,
  actor: AnonymousActor,
  given: ChatComplaint,
  uploads: readonly Buffer[],
): Promise<Registered | { ok: false; reasons: ['NO_AREA'] }> {
  const { db } = services
  const { mobile, language, category, area, requestKey } = given
  const read = readWords(given)
  const { files, reasons: fileReasons } = await checkFiles(services, actor, uploads)
  const reasons: RegisterRefusal[] = [...(read.ok ? [] : read.reasons), ...fileReasons]
  if (!complaintCatalogue().categories.some(({ key }) => key === category)) reasons.unshift('NO_CATEGORY')
  if (await isOverQuota(services, { consumerId: null, mobile }, files)) reasons.push('FILES_FULL')
  const isArea = { kind_name: { kind: 'SUBDIVISION', name: area } } as const
  if (!(await db.office.findUnique({ where: isArea, select: { id: true } }))) return { ok: false, reasons: ['NO_AREA'] }
  const limit = { key: limitKey('complaints by', mobile), limit: MOST_A_DAY, windowSeconds: 86_400 }
  if (reasons.length === 0 && !(await takeFromLimit(services, limit)).ok) reasons.push('TOO_MANY')
  if (!read.ok || reasons.length > 0) return { ok: false, reasons }
  const at = services.now()
  const written = await db.$transaction(async (tx) => {
    const complaintId = await writeComplaint(tx, {
      ...{ requestKey, mobile, language, category, ...read.words, subdivision: area, door: 'WHATSAPP' as const },
      ...{ registeredAt: at, dueAt: dueFrom(at, category, 'SUBDIVISION') },
    })
    if (!complaintId) return null
    const visitor: VisitorActor = { kind: 'visitor', complaintId }
    const eventId = await writeEvent(tx, visitor, { complaintId, connectionId: null }, { kind: 'REGISTERED', at })
    await keepFiles(tx, { complaintId, eventId }, files)
    return complaintId
  })
  const made = written ?? (await db.complaint.findFirst({ where: { requestKey, mobile }, select: { id: true } }))?.id
  return made ? { ok: true, complaintId: made, isRepeat: !written } : { ok: false, reasons: ['FORM_USED'] }
}
