import type { Incoming, Outcome } from '../chat-events.ts'
import type { ChatState } from '../chat-state.ts'
import { codeIn } from '../read-answers.ts'
import { at, buttons, does, says, type Turn, textsOf, wishId } from '../turn.ts'
import { askNumber } from './link-number.ts'
import { ask } from './wish.ts'

/** The code that went to the number on record, which lets this one in. */
export function oldCodeSent(state: ChatState, { requestId, goal }: Extract<Outcome, { type: 'OLD_CODE_SENT' }>): Turn {
  return says(at(state, { at: 'LINK_OLD_CODE', requestId, goal }), buttons(state, textsOf(state)('oldCodeAsk')))
}

/** The last step: the code that went to this number by SMS. It is asked for whether anything was proven or not. */
export function codeSent(state: ChatState, { requestId, goal }: Extract<Outcome, { type: 'CODE_SENT' }>): Turn {
  return askCode(at(state, { at: 'LINK_CODE', requestId, goal }), 'codeAsk')
}

/** Paying by way of an account: the code that goes to this number by SMS, before bill and QR come. */
export function payCodeSent(state: ChatState, outcome: Extract<Outcome, { type: 'PAY_CODE_SENT' }>): Turn {
  const { connectionId, challengeId } = outcome
  return askCode(at({ ...state, connectionId }, { at: 'PAY_CODE', connectionId, challengeId }), 'payCodeAsk')
}

function askCode(state: ChatState, lead: string, values: Record<string, string | number> = {}): Turn {
  const t = textsOf(state)
  const again = state.step.at !== 'LINK_OLD_CODE' ? [{ id: 'N', title: t('codeAgain') }] : []
  return says({ ...state, hadCode: true }, buttons(state, t(lead, values), again))
}

export function hearCode(state: ChatState, message: Incoming): Turn | null {
  const { step } = state
  if (step.at !== 'LINK_CODE' && step.at !== 'LINK_OLD_CODE' && step.at !== 'PAY_CODE') return null
  const code = message.type === 'TEXT' ? codeIn(message.text) : null
  if (!code) return askCode(state, 'codeUnread')
  if (step.at === 'PAY_CODE') {
    const { connectionId, challengeId } = step
    return does(state, { type: 'PAY_BY_CODE', connectionId, challengeId, code })
  }
  const { requestId, goal } = step
  return does(state, { type: step.at === 'LINK_CODE' ? 'CONFIRM_LINK' : 'PROVE_BY_CODE', requestId, code, goal })
}

export function chooseAgain(state: ChatState): Turn | null {
  if (state.step.at === 'PAY_CODE') return ask(state, 'PAY_BY_CODE', state.step.connectionId)
  if (state.step.at !== 'LINK_CODE') return null
  const { requestId, goal } = state.step
  return does(state, { type: 'SEND_CODE_AGAIN', requestId, goal })
}

export function codeRefused(state: ChatState, { reason, triesLeft }: Extract<Outcome, { type: 'CODE_REFUSED' }>): Turn {
  if (reason !== 'over') return askCode(state, reason === 'wrong' ? 'codeWrong' : 'codeUnread', { count: triesLeft })
  const { step } = state
  if (step.at === 'PAY_CODE') return askCode(state, 'payCodeOver')
  return 'goal' in step ? askNumber(state, step.goal, 'linkGone') : askCode(state, 'codeUnread')
}

/** What was wished for before the linking follows at once; whether bills shall come here is asked on the way. */
export function linked(state: ChatState, { connectionId, goal }: Extract<Outcome, { type: 'LINKED' }>): Turn {
  const t = textsOf(state)
  const next = at({ ...state, connectionId }, { at: 'MENU' })
  const done = buttons(next, `${t('linked')}\n\n${t('newsAsk')}`, [{ id: wishId('NEWS_ON'), title: t('newsYes') }])
  return { state: next, replies: [done], effects: [{ type: 'ASK', wish: goal, connectionId }] }
}
