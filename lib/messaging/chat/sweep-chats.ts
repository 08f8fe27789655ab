import { secondsAfter } from '#lib/identity/otp-policy.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { answerChat, GIVEN_UP_AFTER } from './answer-chat.ts'

const AT_ONCE = 200
/** WhatsApp sends a message again for some days; longer a row is of no use. */
const KEPT_SECONDS = 7 * 86_400

/**
 * Answers messages that were not answered, because the portal or its database stopped in between, and forgets those of
 * a week ago. Run every minute; two at once do no harm. Returns how many messages it has answered.
 */
export async function sweepChats(services: PaymentServices): Promise<number> {
  const { db, now } = services
  const waiting = await db.chatMessage.findMany({
    where: { answeredAt: null, tries: { lt: GIVEN_UP_AFTER } },
    distinct: ['mobile'],
    take: AT_ONCE,
    select: { mobile: true },
  })
  let answered = 0
  for (const { mobile } of waiting) answered += await answerChat(services, mobile as Mobile)
  await db.chatMessage.deleteMany({ where: { receivedAt: { lt: secondsAfter(now(), -KEPT_SECONDS) } } })
  return answered
}
