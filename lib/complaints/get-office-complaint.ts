import { recordAudit } from '#lib/audit/record-audit.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { type Locale, localeOf } from '#lib/units/locale.ts'
import { maskMobile, parseMobile } from '#lib/units/phone.ts'
import type { ComplaintThread } from './get-complaint.ts'
import { decidesAt, officeComplaint } from './office-complaint.ts'
import { THREAD_COLUMNS, threadOf } from './thread-of.ts'

export type OfficeThread = {
  thread: ComplaintThread
  /** The connection that it is about, of which nothing is shown here; null where nobody knows it. */
  connectionId: string | null
  subdivision: string
  /** Of whoever is told: in part, and in which language they read. */
  mobile: string | null
  language: Locale
  officer: string | null
  /** The officer's office answers at this level, and nothing is decided yet. */
  mayDecide: boolean
}

/**
 * One complaint of the officer's office, with its thread. Each look is a row of the audit, whose reason is the complaint.
 * Null without leave, and for another office's.
 */
export async function getOfficeComplaint(
  services: Services,
  actor: StaffActor,
  { complaintId }: { complaintId: string },
): Promise<OfficeThread | null> {
  if (!(await authorise(services, actor, 'complaint.read'))) return null
  if (!(await officeComplaint(services, actor, complaintId))) return null
  const { db } = services
  const now = services.now()
  const found = await db.complaint.findUniqueOrThrow({
    where: { id: complaintId },
    select: {
      ...THREAD_COLUMNS,
      ...{ connectionId: true, subdivision: true, mobile: true, language: true, officer: { select: { name: true } } },
    },
  })
  const { connectionId, subdivision, mobile, language, officer, ...row } = found
  await recordAudit(db, actor, 'complaint.looked', { at: now, connectionId, detail: { complaint: complaintId } })
  const thread = await threadOf(db, row, { now, reader: actor })
  const parsed = parseMobile(mobile ?? '')
  return {
    ...{ thread, connectionId, subdivision, officer: officer?.name ?? null, language: localeOf(language) },
    mobile: parsed && maskMobile(parsed),
    mayDecide: thread.decidedAt === null && decidesAt(actor, thread.level),
  }
}
