import { isId } from '#lib/consumers/access.ts'
import { isOffered } from '#lib/units/locale.ts'
import type { ChatState, Wish } from './chat-state.ts'
import { FREE_WISHES } from './chat-state.ts'
import { chooseArea, moreAreas } from './steps/area.ts'
import { recharge } from './steps/balance.ts'
import { chooseCase } from './steps/cases.ts'
import { chooseAgain } from './steps/code.ts'
import { chooseCategory, chooseSince, sendAsIs } from './steps/complaint.ts'
import { setLanguage } from './steps/language.ts'
import { chooseOldNumber } from './steps/link-facts.ts'
import { menu } from './steps/menu.ts'
import { ask, grant, isBound } from './steps/wish.ts'
import { type Turn, textsOf } from './turn.ts'

/**
 * A row or button that was tapped, by the id that a step gave it. Lists stay in a chat for ever: one that still means
 * something without its question means it, and any other leads to the menu and says why.
 */
export function choose(state: ChatState, id: string): Turn {
  return chosen(state, id) ?? menu(state, textsOf(state)('oldList'))
}

function chosen(state: ChatState, id: string): Turn | null {
  const [kind, first = '', second = ''] = partsOf(id)
  switch (kind) {
    case 'W':
      return isWish(first) ? grant(state, first) : null
    case 'C':
      return isId(first) && isBound(second) ? ask(state, second, first) : null
    case 'L':
      return isOffered(first) ? setLanguage(state, first) : null
    case 'K':
      return /^[A-Z_]{2,30}$/.test(first) ? chooseCategory(state, first) : null
    case 'S':
      return chooseSince(state, first)
    case 'D':
      return sendAsIs(state)
    case 'A':
      return chooseArea(state, first)
    case 'M':
      return moreAreas(state, first)
    case 'T':
      return isId(first) ? chooseCase(state, first) : null
    case 'R':
      return isId(first) && /^\d{1,6}$/.test(second) ? recharge(state, first, second) : null
    case 'O':
      return chooseOldNumber(state)
    case 'N':
      return chooseAgain(state)
    default:
      return null
  }
}

/** Names of areas may hold a colon; what follows it there is no part of its own. */
function partsOf(id: string): string[] {
  return id.startsWith('A:') ? ['A', id.slice(2)] : id.split(':')
}

const isWish = (text: string): text is Wish => isBound(text) || FREE_WISHES.some((wish) => wish === text)
