import type { Outcome } from '../chat-events.ts'
import type { ChatState } from '../chat-state.ts'
import { atMenu, buttons, does, says, type Turn, textsOf, wishId } from '../turn.ts'

/** Bills and news by WhatsApp come only to whoever has asked for them, and end with one word. */
export const setNews = (state: ChatState, isWanted: boolean): Turn =>
  does(atMenu(state), { type: 'SET_NEWS', isWanted })

export function newsSet(state: ChatState, { isWanted }: Extract<Outcome, { type: 'NEWS_SET' }>): Turn {
  const t = textsOf(state)
  const again = isWanted ? [] : [{ id: wishId('NEWS_ON'), title: t('newsYes') }]
  return says(state, buttons(state, t(isWanted ? 'newsOn' : 'newsOff'), again))
}
