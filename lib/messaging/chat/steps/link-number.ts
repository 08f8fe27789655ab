import type { Incoming, Outcome } from '../chat-events.ts'
import type { BoundWish, ChatState } from '../chat-state.ts'
import { consumerNoIn, isCodeAlone } from '../read-answers.ts'
import { at, buttons, does, says, type Turn, textsOf, wishId } from '../turn.ts'
import { isHello, wishIn } from '../understand.ts'

/** Step 1 of linking: the consumer number, or a photo of a bill. */
export function askNumber(state: ChatState, goal: BoundWish, lead = 'linkAsk'): Turn {
  const t = textsOf(state)
  const choices = [{ id: wishId('CAMP'), title: t('noBill') }]
  return says(at(state, { at: 'LINK_NUMBER', goal }), buttons(state, t(lead), choices))
}

/** The number is not linked: help for everybody, and the way to link; nothing of anybody. */
export function notLinked(state: ChatState, { wish }: Extract<Outcome, { type: 'NOT_LINKED' }>): Turn {
  return askNumber({ ...state, connectionId: null }, wish, 'notLinked')
}

export function hearNumber(state: ChatState, message: Incoming): Turn | null {
  if (state.step.at !== 'LINK_NUMBER') return null
  const { goal } = state.step
  if (message.type === 'PHOTO')
    return does(state, { type: 'READ_BILL_PHOTO', mediaId: message.mediaId, requestId: '', goal })
  if (message.type !== 'TEXT') return askNumber(state, goal, 'linkUnread')
  if (state.hadCode && isCodeAlone(message.text)) return askNumber(state, goal, 'codeNotAsked')
  const consumerNo = consumerNoIn(message.text)
  if (consumerNo === 'MOBILE') return askNumber(state, goal, 'linkMobile')
  if (consumerNo) return does(state, { type: 'BEGIN_LINK', consumerNo, goal })
  if (isHello(message.text)) return askNumber(state, goal)
  return wishIn(message.text) ? null : askNumber(state, goal, 'linkUnread')
}

export function linkRefused(state: ChatState, { reason, goal }: Extract<Outcome, { type: 'LINK_REFUSED' }>): Turn {
  return askNumber(state, goal, reason === 'too-many' ? 'linkTooMany' : 'linkUnread')
}

/** A photo tells nothing, or nothing that fits: the number can be written instead. */
export function photoUnread(state: ChatState, { reason }: Extract<Outcome, { type: 'PHOTO_UNREAD' }>): Turn {
  return says(state, buttons(state, textsOf(state)(`photo_${reason}`)))
}
