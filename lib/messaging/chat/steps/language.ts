import type { OfferedLocale } from '#lib/units/locale.ts'
import type { ChatState } from '../chat-state.ts'
import { atMenu, buttons, does, says, type Turn, textsOf } from '../turn.ts'
import { menu } from './menu.ts'

export function askLanguage(state: ChatState): Turn {
  const choices = [
    { id: 'L:hi', title: 'हिन्दी' },
    { id: 'L:en', title: 'English' },
  ]
  return says(atMenu(state), buttons(state, textsOf(state)('languageAsk'), choices))
}

/** From now on; who is linked gets other messages in it too. */
export function setLanguage(state: ChatState, language: OfferedLocale): Turn {
  return does(atMenu({ ...state, language }), { type: 'KEEP_LANGUAGE', language })
}

export const languageKept = (state: ChatState): Turn => menu(state, textsOf(state)('languageKept'))
