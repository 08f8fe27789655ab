import type { Outcome } from '../chat-events.ts'
import type { ChatState } from '../chat-state.ts'
import { buttons, says, type Turn, textsOf } from '../turn.ts'

const SAYS = { SENT: 'loginCodeSent', UNKNOWN: 'loginCodeUnknown', TOO_MANY: 'linkTooMany' } as const

/** A login elsewhere was written for. What was asked here last stays asked. */
export function loginCode(state: ChatState, { result }: Extract<Outcome, { type: 'LOGIN_CODE' }>): Turn {
  return says(state, buttons(state, textsOf(state)(SAYS[result])))
}
