import { type Texts, textsFor } from '#lib/i18n/texts.ts'
import type { OfferedLocale } from '#lib/units/locale.ts'
import type { Choice, ListRow, WhatsAppContent } from '../whatsapp/content.ts'
import type { Effect } from './chat-effects.ts'
import type { ChatState, Step, Wish } from './chat-state.ts'

/** What a message or an outcome leads to. */
export type Turn = { state: ChatState; replies: WhatsAppContent[]; effects: Effect[] }

export const languageOf = ({ language }: ChatState): OfferedLocale => language ?? 'hi'
export const textsOf = (state: ChatState): Texts => textsFor(languageOf(state), 'chat')

export const at = (state: ChatState, step: Step): ChatState => ({ ...state, step })
export const atMenu = (state: ChatState): ChatState => at(state, { at: 'MENU' })

export const says = (state: ChatState, ...replies: WhatsAppContent[]): Turn => ({ state, replies, effects: [] })
export const does = (state: ChatState, ...effects: Effect[]): Turn => ({ state, replies: [], effects })

const [ROW_TITLE, ROW_DESCRIPTION, BUTTON_TITLE, BUTTONS_BODY, MOST_ROWS] = [24, 72, 20, 1024, 10]

/** At most so many characters, as WhatsApp counts them; what is cut ends with an ellipsis. */
export function cut(text: string, most: number): string {
  const letters = [...text]
  return letters.length <= most
    ? text
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
}

/** The id of a row or button that wishes for something. */
export const wishId = (wish: Wish): string => `W:${wish}`

/** A row; a title that does not fit is told whole below it. */
export function row(id: string, title: string, description = ''): ListRow {
  const isCut = [...title].length > ROW_TITLE
  const below = cut(isCut ? title : description, ROW_DESCRIPTION)
  return { id, title: cut(title, ROW_TITLE), ...(below && { description: below }) }
}

export function list(state: ChatState, body: string, rows: readonly ListRow[], title = ''): WhatsAppContent {
  return { type: 'list', body, button: textsOf(state)('choose'), sections: [{ title, rows: rows.slice(0, MOST_ROWS) }] }
}

/** Text with at most three buttons, the last of them the way back to the menu. */
export function buttons(state: ChatState, body: string, choices: readonly Choice[] = []): WhatsAppContent {
  const menu = { id: wishId('MENU'), title: textsOf(state)('menu') }
  const shown = [...choices.slice(0, 2), menu].map(({ id, title }) => ({ id, title: cut(title, BUTTON_TITLE) }))
  return { type: 'buttons', body: cut(body, BUTTONS_BODY), buttons: shown }
}
