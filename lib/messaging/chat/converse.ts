import type { ChatEvent, Incoming } from './chat-events.ts'
import type { ChatState, Step } from './chat-state.ts'
import { choose } from './choose-row.ts'
import { consumerNoAlone, isCodeAlone } from './read-answers.ts'
import { hearAccount } from './steps/accounts.ts'
import { hearArea } from './steps/area.ts'
import { hearAmount } from './steps/balance.ts'
import { hearThread } from './steps/cases.ts'
import { hearConnection } from './steps/choose.ts'
import { hearCode } from './steps/code.ts'
import { hearDetail, hearSince } from './steps/complaint.ts'
import { setLanguage } from './steps/language.ts'
import { hearFacts } from './steps/link-facts.ts'
import { hearNumber } from './steps/link-number.ts'
import { menu } from './steps/menu.ts'
import { hearTalk } from './steps/talk.ts'
import { ask, grant } from './steps/wish.ts'
import { isOutcome, take } from './take-outcome.ts'
import { atMenu, buttons, does, says, type Turn, textsOf } from './turn.ts'
import { isBack, isHello, isStop, languageIn, languageNamed, loginWordIn, wishIn } from './understand.ts'

/** What each step makes of a message; null: it was no answer to what was asked. */
const HEARS: Record<Step['at'], (state: ChatState, message: Incoming) => Turn | null> = {
  MENU: () => null,
  LINK_NUMBER: hearNumber,
  LINK_FACTS: hearFacts,
  LINK_OLD_CODE: hearCode,
  LINK_CODE: hearCode,
  PAY_CODE: hearCode,
  CHOOSE: hearConnection,
  ACCOUNT: hearAccount,
  RECHARGE: hearAmount,
  SINCE: hearSince,
  DETAIL: hearDetail,
  AREA: hearArea,
  TALK: hearTalk,
  THREAD: hearThread,
}

/**
 * The conversation: what somebody sent, or what became of an effect, leads from a state to the next, with replies and
 * effects to be run, whose outcomes are given to it in turn. It reads nothing and changes nothing, so that every message
 * in every state can be tried. A message always leads to a reply or an effect, an outcome always to a reply.
 */
export function converse(before: ChatState, event: ChatEvent): Turn {
  if (isOutcome(event)) return take(before, event)
  const state = { ...before, language: before.language ?? firstLanguage(event) }
  if (event.type === 'CHOICE') return choose(state, event.id)
  if (event.type === 'TEXT' && isBack(event.text)) return menu(state)
  if (event.type === 'TEXT' && isStop(event.text)) return grant(state, 'NEWS_OFF')
  const word = event.type === 'TEXT' ? loginWordIn(event.text) : null
  if (word) return does(state, { type: 'SEND_LOGIN_CODE', word })
  const named = event.type === 'TEXT' ? languageNamed(event.text) : null
  if (named) return setLanguage(state, named)
  return HEARS[state.step.at](state, event) ?? hearFreely(state, event)
}

/** Without an open question: what the words are about. */
function hearFreely(state: ChatState, message: Incoming): Turn {
  if (message.type === 'TEXT') {
    const wish = wishIn(message.text)
    if (wish) return grant(state, wish)
    if (isHello(message.text)) return ask(state, 'BILL')
    // Typed twice, or after its time: a code is for what asked for it, and begins nothing else.
    if (state.hadCode && isCodeAlone(message.text))
      return says(atMenu(state), buttons(state, textsOf(state)('codeNotAsked')))
    const consumerNo = consumerNoAlone(message.text)
    if (consumerNo) return does(atMenu(state), { type: 'BEGIN_LINK', consumerNo, goal: 'BILL' })
    return menu(state, textsOf(state)('notUnderstood'))
  }
  // A photo that nobody asked for is most likely of a bill.
  if (message.type === 'PHOTO')
    return does(state, { type: 'READ_BILL_PHOTO', mediaId: message.mediaId, requestId: '', goal: 'BILL' })
  return menu(state, textsOf(state)('cannotRead'))
}

function firstLanguage(message: Incoming): ChatState['language'] {
  return message.type === 'TEXT' ? (languageNamed(message.text) ?? languageIn(message.text)) : null
}
