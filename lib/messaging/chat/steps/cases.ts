import { textsFor } from '#lib/i18n/texts.ts'
import { formatInstant } from '#lib/units/display.ts'
import { inLanguage } from '#lib/units/locale.ts'
import type { CaseNews, Incoming, Outcome } from '../chat-events.ts'
import type { ChatState } from '../chat-state.ts'
import { at, buttons, cut, does, languageOf, list, row, says, type Turn, textsOf, wishId } from '../turn.ts'
import { shortWishIn } from '../understand.ts'

const ANSWER_LETTERS = 600

/** The complaints of somebody, the newest first. */
export function showCases(state: ChatState, { cases }: Extract<Outcome, { type: 'CASES' }>): Turn {
  const t = textsOf(state)
  const complain = { id: wishId('COMPLAIN'), title: t('row_COMPLAIN') }
  if (cases.length === 0) return says(state, buttons(state, t('noCases'), [complain]))
  const rows = cases.map((one) =>
    row(
      `T:${one.complaintId}`,
      one.number,
      `${inLanguage(one.categoryName, languageOf(state))}: ${stateOf(state, one)}`,
    ),
  )
  return says(state, list(state, t('casesAsk'), rows))
}

export const chooseCase = (state: ChatState, complaintId: string): Turn =>
  does(state, { type: 'SHOW_CASE', complaintId })

/** Where one stands; from then on what is written goes into its thread. */
export function showCase(state: ChatState, { shown }: Extract<Outcome, { type: 'CASE' }>): Turn {
  const t = textsOf(state)
  const locale = languageOf(state)
  const body = [
    `${shown.number} · ${inLanguage(shown.categoryName, locale)}`,
    stateOf(state, shown),
    shown.state === 'OPEN' || shown.state === 'PROMISED'
      ? t('caseDue', { due: formatInstant(shown.dueAt, locale) })
      : '',
    shown.answer ? t('caseAnswer', { answer: cut(shown.answer, ANSWER_LETTERS) }) : '',
    t('caseWrite'),
  ]
  const next = at(state, { at: 'THREAD', complaintId: shown.complaintId })
  return says(next, buttons(next, body.filter((line) => line !== '').join('\n')))
}

const stateOf = (state: ChatState, { state: of }: CaseNews): string =>
  textsFor(languageOf(state), 'complaints')(`state_${of}`)

/** What is written after a complaint belongs to it, except where a short wish plainly means something else. */
export function hearThread(state: ChatState, message: Incoming): Turn | null {
  if (state.step.at !== 'THREAD') return null
  const { complaintId } = state.step
  if (message.type === 'PHOTO')
    return does(state, { type: 'ADD_TO_CASE', complaintId, text: message.caption, mediaIds: [message.mediaId] })
  if (message.type !== 'TEXT' || shortWishIn(message.text)) return null
  return does(state, { type: 'ADD_TO_CASE', complaintId, text: message.text, mediaIds: [] })
}

export const added = (state: ChatState): Turn => says(state, buttons(state, textsOf(state)('added')))
export const notAdded = (state: ChatState): Turn => says(state, buttons(state, textsOf(state)('notAdded')))
export const noCase = (state: ChatState): Turn => says(state, buttons(state, textsOf(state)('noCases')))
