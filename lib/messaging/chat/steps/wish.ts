import { BOUND_WISHES, type BoundWish, type ChatState, type Wish } from '../chat-state.ts'
import { atMenu, does, type Turn } from '../turn.ts'
import { askLanguage } from './language.ts'
import { askNumber } from './link-number.ts'
import { allServices, menu } from './menu.ts'
import { setNews } from './news.ts'
import { recognise } from './recognise.ts'
import { talk } from './talk.ts'

/** Begins what somebody wishes for. */
export function grant(state: ChatState, wish: Wish): Turn {
  // Bill services begin with the account, whichever was spoken of before.
  if (wish === 'ACCOUNTS') return ask({ ...state, connectionId: null }, wish)
  if (isBound(wish)) return ask(state, wish)
  switch (wish) {
    case 'MENU':
      return menu(state)
    case 'SERVICES':
      return allServices(state)
    case 'LINK':
      return askNumber(state, 'BILL')
    case 'CAMP':
      return does(atMenu(state), { type: 'LIST_CAMPS' })
    case 'RECOGNISE':
      return recognise(state)
    case 'TALK':
      return talk(state)
    case 'NEWS_ON':
    case 'NEWS_OFF':
      return setNews(state, wish === 'NEWS_ON')
    case 'LANGUAGE':
      return askLanguage(state)
  }
}

/** The same about a connection, by default the one that is spoken of. */
export function ask(state: ChatState, wish: BoundWish, connectionId = state.connectionId): Turn {
  const next = { ...state, connectionId }
  const { step } = state
  // Asked for once more, the code on its way stays the right one until another is sent.
  const isAgain = wish === 'PAY_BY_CODE' && step.at === 'PAY_CODE' && step.connectionId === connectionId
  return does(isAgain ? next : atMenu(next), { type: 'ASK', wish, connectionId })
}

export const isBound = (wish: string): wish is BoundWish => BOUND_WISHES.some((known) => known === wish)
