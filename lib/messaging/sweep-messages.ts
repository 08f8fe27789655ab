import type { Services } from '#lib/platform/services.ts'
import { fallBackToSms } from './fall-back.ts'

/** Meta reports within seconds; after an hour without a report a message has not been taken. */
const REPORT_WITHIN_SECONDS = 3_600

/**
 * Settles messages that nobody is at any more. Those that a process died over, between giving them and writing it down,
 * become unclear: they are not given again. Of WhatsApp's, an hour without a report means that they did not arrive, and
 * an SMS goes instead. Run every minute; two at once do no harm.
 */
export async function sweepMessages({ db, now }: Services): Promise<void> {
  const at = now()
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      update "Message" set "state" = 'UNCLEAR', "failure" = 'LOST'
       where "state" = 'SENDING' and "sendAfter" <= ${at}`
    const silent = await tx.$queryRaw<{ id: string }[]>`
      update "Message" set "state" = 'FAILED'
       where "state" = 'UNCLEAR' and "channel" = 'WHATSAPP'
         and "sendAfter" <= ${new Date(at.getTime() - REPORT_WITHIN_SECONDS * 1_000)}
      returning "id"::text`
    await fallBackToSms(
      tx,
      at,
      silent.map(({ id }) => id),
    )
  })
}
