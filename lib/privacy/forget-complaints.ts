import { monthYearsAgo } from '#lib/metering/reading-months.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf, startOfDay } from '#lib/units/ist.ts'

/** At most so many a minute: each is a statement of its own and writes itself into the audit. */
const COMPLAINTS_AT_ONCE = 100

/**
 * Takes the files out of complaints a year after they were decided, and words and number after three, within which a civil
 * claim can be made (Limitation Act, 1963). What the utility counts stays: number, category, times and outcome. Nothing of
 * one that is open, or was opened again, goes.
 */
export async function forgetComplaints({ db, now }: Pick<Services, 'db' | 'now'>): Promise<void> {
  const at = now()
  const { complaintYears, complaintFileYears } = env().retention
  const before = (years: number) => startOfDay(monthYearsAgo(dayOf(at), years))
  const withFiles = await db.$queryRaw<{ id: string }[]>`
    select c."id" from "Complaint" c
     where c."decidedAt" < ${before(complaintFileYears)}
       and exists (select from "ComplaintAttachment" a where a."complaintId" = c."id")
     limit ${COMPLAINTS_AT_ONCE}`
  for (const { id } of withFiles) await db.$executeRaw`select "erase_complaint_files"(${id}::uuid, ${at})`
  const old = await db.complaint.findMany({
    where: { decidedAt: { lt: before(complaintYears) }, erasedAt: null },
    take: COMPLAINTS_AT_ONCE,
    select: { id: true },
  })
  for (const { id } of old) await db.$executeRaw`select "erase_complaint"(${id}::uuid, ${at})`
}
