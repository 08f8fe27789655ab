import { monthYearsAgo } from '#lib/metering/reading-months.ts'
import { env } from '#lib/platform/env.ts'
import { inTurn } from '#lib/platform/in-turn.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf, startOfDay } from '#lib/units/ist.ts'

/** At most so many a minute: each is a statement of its own and writes itself into the audit. */
const COMPLAINTS_AT_ONCE = 100

/**
 * Takes the files out of complaints a year after they were decided, and words and number after three, within which a civil
 * claim can be made (Limitation Act, 1963). What the utility counts stays: number, category, times and outcome. Nothing of
 * one that is open, or was opened again, goes.
 */
export async function forgetComplaints(services: Pick<Services, 'db' | 'now'>): Promise<void> {
  await inTurn([forgetFiles, forgetWords], (forget) => forget(services, services.now()))
}

async function forgetFiles({ db }: Pick<Services, 'db'>, at: Date): Promise<void> {
  const withFiles = await db.$queryRaw<{ id: string }[]>`
    select c."id" from "Complaint" c
     where c."decidedAt" < ${yearsBefore(at, env().retention.complaintFileYears)}
       and exists (select from "ComplaintAttachment" a where a."complaintId" = c."id")
     limit ${COMPLAINTS_AT_ONCE}`
  await inTurn(withFiles, async ({ id }) => {
    await db.$executeRaw`select "erase_complaint_files"(${id}::uuid, ${at})`
  })
}

async function forgetWords({ db }: Pick<Services, 'db'>, at: Date): Promise<void> {
  const old = await db.complaint.findMany({
    where: { decidedAt: { lt: yearsBefore(at, env().retention.complaintYears) }, erasedAt: null },
    take: COMPLAINTS_AT_ONCE,
    select: { id: true },
  })
  await inTurn(old, async ({ id }) => {
    await db.$executeRaw`select "erase_complaint"(${id}::uuid, ${at})`
  })
}

const yearsBefore = (at: Date, years: number) => startOfDay(monthYearsAgo(dayOf(at), years))
