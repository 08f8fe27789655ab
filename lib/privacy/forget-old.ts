import type { Services } from '#lib/platform/services.ts'
import { addDays, addYears, dayOf, startOfDay } from '#lib/units/ist.ts'
import { Prisma } from '#prisma/generated/client.ts'

/**
 * How long what people were told and how they came in is kept: the year that rule 8(3) of the DPDP Rules asks for, within
 * which a bill is disputed too. `docs/privacy/data-classes.json` says the same of each table.
 */
export const KEPT_YEARS = 1
/** The utility's files: whoever maps their fields looks within weeks. */
export const FILE_WORDS_KEPT_DAYS = 90
/**
 * At most so many rows of a table a minute. What a whole utility was told on one day comes due at one midnight: a statement
 * for all of it that takes longer than statements may would fail each minute anew, and nothing would ever go.
 */
const ROWS_AT_ONCE = 5_000

/**
 * Forgets what is older than it is kept: messages and notices, logins, keys and invitations a year after their end, the
 * state of chats a week after their last message, and what no page shows of the utility's files after 90 days. Run every
 * minute; two at once do no harm.
 */
export async function forgetOld({ db, now }: Pick<Services, 'db' | 'now'>): Promise<void> {
  const at = now()
  // By whole days of India, so that a day's rows go together.
  const yearAgo = startOfDay(addYears(dayOf(at), -KEPT_YEARS))
  const filesFrom = startOfDay(addDays(dayOf(at), -FILE_WORDS_KEPT_DAYS))
  const ended = { where: { expiresAt: { lt: yearAgo } } }
  await forgetMessages(db, yearAgo)
  await db.$executeRaw`
    delete from "Notification" where ("consumerId", "id") in (
      select "consumerId", "id" from "Notification" where "createdAt" < ${yearAgo}
       order by "createdAt" limit ${ROWS_AT_ONCE})`
  await db.$executeRaw`
    delete from "Session" where ("consumerId", "id") in (
      select "consumerId", "id" from "Session" where "expiresAt" < ${yearAgo} order by "expiresAt" limit ${ROWS_AT_ONCE})`
  await db.accessToken.deleteMany(ended)
  await db.linkInvitation.deleteMany(ended)
  await db.staffLogin.deleteMany({ where: { expiresAt: { lt: yearAgo } } })
  // Those who looked at a connection stay with their look.
  await db.staffSession.deleteMany({ where: { expiresAt: { lt: yearAgo }, looks: { none: {} } } })
  await forgetChats(db, at)
  // Descriptors name nobody, and a system may say them once for all its files.
  await db.$executeRaw`
    delete from "UnusedPart" where "id" in (
      select "id" from "UnusedPart" where "receivedAt" < ${filesFrom} and "profileType" <> 'DESCRIPTOR'
       order by "receivedAt" limit ${ROWS_AT_ONCE})`
  await db.rejectedRows.deleteMany({ where: { batch: { startedAt: { lt: filesFrom } } } })
  await db.ingestBatch.updateMany({
    where: { startedAt: { lt: filesFrom }, errors: { not: Prisma.AnyNull } },
    data: { errors: Prisma.DbNull },
  })
}

/** A message that another one stands in for goes after that. */
async function forgetMessages(db: Services['db'], before: Date): Promise<void> {
  await db.$executeRaw`
    delete from "Message" where "id" in (
      select "id" from "Message" m
       where "createdAt" < ${before} and not exists (select from "Message" later where later."insteadOfId" = m."id")
       order by "createdAt" limit ${ROWS_AT_ONCE})`
}

/** Messages of chats go after a week (lib/messaging/chat/sweep-chats.ts), and with the last of them what they led to. */
async function forgetChats(db: Services['db'], at: Date): Promise<void> {
  await db.$executeRaw`
    delete from "Chat" c
     where coalesce("heldUntil" < ${at}, true)
       and not exists (select from "ChatMessage" m where m."mobile" = c."mobile")`
}
