import { linksByOldBill } from '#lib/linking/old-bill.ts'
import type { Incoming, Outcome } from '../chat-events.ts'
import type { BoundWish, ChatState } from '../chat-state.ts'
import { billFactsIn, type FactsTyped, restOfFactsIn } from '../read-answers.ts'
import { at, buttons, does, says, type Turn, textsOf, wishId } from '../turn.ts'
import { wishIn } from '../understand.ts'
import { askNumber } from './link-number.ts'

/** `meterNo` and `amount` as far as they are known, by what was written or a photo. */
type Facts = { requestId: string; goal: BoundWish; meterNo: string; amount: string }

/**
 * Step 2 of linking: what stands on an old bill, or a code to the number that was linked before. Where no old bill links a
 * number, it asks for that code alone, whatever was sent instead.
 */
function askFacts(state: ChatState, facts: Facts, lead: string): Turn {
  const t = textsOf(state)
  const choices = [
    { id: 'O', title: t('oldNumber') },
    { id: wishId('CAMP'), title: t('noBill') },
  ]
  const said = linksByOldBill() || lead === 'factsAsk' ? lead : 'factsClosed'
  return says(at(state, { at: 'LINK_FACTS', ...facts }), buttons(state, t(said), choices))
}

export function linkBegun(state: ChatState, { type: _, ...facts }: Extract<Outcome, { type: 'LINK_BEGUN' }>): Turn {
  return askFacts(state, facts, leadOf(facts))
}

function leadOf({ meterNo, amount }: Facts): string {
  if (meterNo) return 'factsAmount'
  return amount ? 'factsMeter' : 'factsAsk'
}

export function hearFacts(state: ChatState, message: Incoming): Turn | null {
  if (state.step.at !== 'LINK_FACTS') return null
  const { at: _, ...facts } = state.step
  const { requestId, goal } = facts
  if (message.type === 'PHOTO')
    return does(state, { type: 'READ_BILL_PHOTO', mediaId: message.mediaId, requestId, goal })
  if (message.type !== 'TEXT') return askFacts(state, facts, 'factsUnread')
  const typed = typedFacts(message.text, facts)
  if (!typed) return wishIn(message.text) ? null : askFacts(state, facts, 'factsUnread')
  const isWhole = typed.amount !== '' || typed.billedOn !== ''
  if (!isWhole) return askFacts(state, { ...facts, meterNo: typed.meterNo }, 'factsAmount')
  return does(state, { type: 'PROVE_BY_BILL', requestId, goal, ...typed })
}

/** What was written, with what is known already; null for no facts. */
function typedFacts(text: string, { meterNo, amount }: Facts): FactsTyped | null {
  const rest = meterNo ? restOfFactsIn(text) : null
  if (rest) return { meterNo, ...rest }
  const typed = billFactsIn(text)
  return typed && typed.amount === '' && typed.billedOn === '' ? { ...typed, amount } : typed
}

export function chooseOldNumber(state: ChatState): Turn | null {
  if (state.step.at !== 'LINK_FACTS') return null
  const { requestId, goal } = state.step
  return does(state, { type: 'ASK_OLD_NUMBER', requestId, goal })
}

const WAIT_TEXTS = { wait: 'codeWait', busy: 'codeBusy' } as const

export function proofRefused(state: ChatState, { reason, goal }: Extract<Outcome, { type: 'PROOF_REFUSED' }>): Turn {
  if (reason === 'gone') return askNumber(state, goal, 'linkGone')
  const { step } = state
  if (reason === 'closed')
    return 'requestId' in step
      ? askFacts(state, { requestId: step.requestId, goal, meterNo: '', amount: '' }, 'factsClosed')
      : askNumber(state, goal)
  const facts = step.at === 'LINK_FACTS' ? step : null
  if (reason === 'wait' || reason === 'busy') return says(state, buttons(state, textsOf(state)(WAIT_TEXTS[reason])))
  if (reason === 'too-many' || !facts) return says(state, buttons(state, textsOf(state)('proofTooMany')))
  const { at: _, ...kept } = facts
  return askFacts(state, { ...kept, meterNo: '', amount: '' }, reason === 'zero' ? 'factsZero' : 'factsUnread')
}
