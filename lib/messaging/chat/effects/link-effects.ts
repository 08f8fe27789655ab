import type { CodeRefusal } from '#lib/identity/answer-challenge.ts'
import { askNumberOnRecord } from '#lib/linking/ask-number-on-record.ts'
import { beginLink } from '#lib/linking/begin-link.ts'
import { confirmLink } from '#lib/linking/confirm-link.ts'
import { type ProofResult, proveByBill } from '#lib/linking/prove-by-bill.ts'
import { proveByRegisteredCode } from '#lib/linking/prove-by-registered-code.ts'
import { sendLinkCode } from '#lib/linking/send-link-code.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import type { Effect } from '../chat-effects.ts'
import type { Outcome } from '../chat-events.ts'
import type { BoundWish } from '../chat-state.ts'
import { actorOf, connectionsOf, type Sender, sourceOf } from './sender.ts'

type Of<K extends Effect['type']> = Extract<Effect, { type: K }>

/** An account by its number: an own one is chosen, for any other linking begins. */
export async function beginLinking(
  services: PaymentServices,
  sender: Sender,
  { consumerNo, goal }: { consumerNo: string; goal: BoundWish },
): Promise<Outcome> {
  const actor = await actorOf(services, sender)
  const own = actor && (await connectionsOf(services, actor)).find((one) => one.consumerNo === consumerNo)
  if (own) return { type: 'ACCOUNT', connection: { id: own.id, end: own.end } }
  const { mobile, language } = sender
  const begun = await beginLink(services, sourceOf(sender), { consumerNo, mobile, language, before: null })
  if (begun.ok) return { type: 'LINK_BEGUN', requestId: begun.requestId, goal, meterNo: '', amount: '' }
  return { type: 'LINK_REFUSED', reason: begun.reason === 'too-many' ? 'too-many' : 'unreadable', goal }
}

/** The same answer whether the facts are right or not: only the phone itself can tell. */
export async function prove(services: PaymentServices, sender: Sender, effect: Of<'PROVE_BY_BILL'>): Promise<Outcome> {
  const { type: _, goal, ...facts } = effect
  const { requestId } = facts
  return afterProof(await proveByBill(services, sourceOf(sender), facts), { type: 'CODE_SENT', requestId, goal })
}

export async function askOldNumber(
  services: PaymentServices,
  sender: Sender,
  { requestId, goal }: Of<'ASK_OLD_NUMBER'>,
): Promise<Outcome> {
  const asked = await askNumberOnRecord(services, sourceOf(sender), { requestId })
  return afterProof(asked, { type: 'OLD_CODE_SENT', requestId, goal })
}

export async function proveByOldCode(
  services: PaymentServices,
  sender: Sender,
  { requestId, code, goal }: Of<'PROVE_BY_CODE'>,
): Promise<Outcome> {
  const proven = await proveByRegisteredCode(services, sourceOf(sender), { requestId, code })
  if (!proven.ok) return codeRefusal(proven)
  const sent: ProofResult = proven.sent.ok ? { ok: true } : proven.sent
  return afterProof(sent, { type: 'CODE_SENT', requestId, goal })
}

export async function sendAgain(
  services: PaymentServices,
  sender: Sender,
  { requestId, goal }: Of<'SEND_CODE_AGAIN'>,
): Promise<Outcome> {
  const sent = await sendLinkCode(services, sourceOf(sender), { requestId })
  return afterProof(sent, { type: 'CODE_SENT', requestId, goal })
}

/** The code that came to this number by SMS. It links, and logs nobody in. */
export async function confirm(
  services: PaymentServices,
  sender: Sender,
  { requestId, code, goal }: Of<'CONFIRM_LINK'>,
): Promise<Outcome> {
  const input = { requestId, code, device: 'WhatsApp', before: null, isLogin: false }
  const linked = await confirmLink(services, sourceOf(sender), input)
  if (linked.ok) return { type: 'LINKED', connectionId: linked.connectionId, goal }
  return linked.reason === 'closed' ? { type: 'PROOF_REFUSED', reason: 'closed', goal } : codeRefusal(linked)
}

function afterProof(result: ProofResult, sent: Extract<Outcome, { goal: BoundWish }>): Outcome {
  if (result.ok) return sent
  const { goal } = sent
  switch (result.reason) {
    case 'gone':
    case 'closed':
    case 'wait':
    case 'busy':
    case 'zero':
      return { type: 'PROOF_REFUSED', reason: result.reason, goal }
    case 'too-many-tries':
    case 'too-many-codes':
      return { type: 'PROOF_REFUSED', reason: 'too-many', goal }
    default:
      return { type: 'PROOF_REFUSED', reason: 'unreadable', goal }
  }
}

/** How a refused code is told, of a linking or of a bill. */
export function codeRefusal(refusal: CodeRefusal | { ok: false; reason: 'gone' }): Outcome {
  if (refusal.reason === 'wrong') return { type: 'CODE_REFUSED', reason: 'wrong', triesLeft: refusal.triesLeft }
  return { type: 'CODE_REFUSED', reason: refusal.reason === 'unreadable' ? 'unreadable' : 'over', triesLeft: 0 }
}
