import { recordAudit } from '#lib/audit/record-audit.ts'
import type { AnonymousActor, ConsumerActor } from '#lib/identity/actor.ts'
import { answerChallenge, type CodeRefusal, closeChallenge } from '#lib/identity/answer-challenge.ts'
import type { NumberOnRecord } from '#lib/identity/number-on-record.ts'
import { type OpenedChallenge, openChallenge } from '#lib/identity/open-challenge.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Mobile } from '#lib/units/phone.ts'

/**
 * Sends the code of a bill to the number of somebody whom a chat knows by that number alone: a WhatsApp account may
 * outlive the SIM, an SMS reaches whoever has it.
 */
export function requestOwnBillCode(
  services: Services,
  actor: AnonymousActor,
  number: NumberOnRecord,
): Promise<OpenedChallenge> {
  return openChallenge(services, actor, {
    ...{ purpose: 'BILL', text: 'otpBill', action: 'chat.code-requested', by: 'mobile', byConsumerNo: false },
    subject: `bill to ${number.mobile}`,
    find: async () => number,
  })
}

/** Takes that code, once. `challengeId` is what the conversation kept of the question. */
export async function takeOwnBillCode(
  services: Services,
  actor: AnonymousActor,
  given: { person: ConsumerActor; mobile: Mobile; challengeId: string; code: string },
): Promise<{ ok: true } | CodeRefusal> {
  const { person, mobile, challengeId, code } = given
  const answered = await answerChallenge(services, actor, {
    ...{ purpose: 'BILL', challengeId, code, failedAction: 'chat.code-failed' },
  })
  if (!answered.ok) return answered
  // The code of another number opens nothing here.
  if (answered.mobile !== mobile) return { ok: false, reason: 'expired' }
  return services.db.$transaction(async (tx) => {
    const at = services.now()
    if (!(await closeChallenge(tx, challengeId, at))) return { ok: false, reason: 'expired' }
    await recordAudit(tx, person, 'chat.code-taken', { at })
    return { ok: true }
  })
}
