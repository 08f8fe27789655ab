import { formatInstant } from '#lib/units/display.ts'
import { inLanguage } from '#lib/units/locale.ts'
import type { Incoming, Outcome } from '../chat-events.ts'
import type { ChatState, ComplaintWords } from '../chat-state.ts'
import { at, atMenu, buttons, cut, does, languageOf, list, row, says, type Turn, textsOf } from '../turn.ts'

const SINCE_LETTERS = 100
const SINCE = ['TODAY', 'YESTERDAY'] as const

export function showCategories(
  state: ChatState,
  { categories, connectionId }: Extract<Outcome, { type: 'CATEGORIES' }>,
): Turn {
  const t = textsOf(state)
  const rows = categories.map(({ key, name }) => row(`K:${key}`, inLanguage(name, languageOf(state))))
  return says({ ...atMenu(state), connectionId }, list(state, t('complainAsk'), rows))
}

/** A subject was chosen: since when. */
export function chooseCategory(state: ChatState, category: string): Turn {
  const t = textsOf(state)
  const choices = SINCE.map((key) => ({ id: `S:${key}`, title: t(`since_${key}`) }))
  const next = at(state, { at: 'SINCE', category, connectionId: state.connectionId })
  return says(next, buttons(next, t('sinceAsk'), choices))
}

export function hearSince(state: ChatState, message: Incoming): Turn | null {
  if (state.step.at !== 'SINCE') return null
  if (message.type === 'TEXT') return since(state, message.text)
  return chooseCategory(state, state.step.category)
}

export function chooseSince(state: ChatState, key: string): Turn | null {
  return SINCE.some((known) => known === key) ? since(state, textsOf(state)(`since_${key}`)) : null
}

function since(state: ChatState, said: string): Turn | null {
  if (state.step.at !== 'SINCE') return null
  const { category, connectionId } = state.step
  return askDetail(at(state, { at: 'DETAIL', category, connectionId, since: cut(said.trim() || '-', SINCE_LETTERS) }))
}

function askDetail(state: ChatState): Turn {
  const t = textsOf(state)
  return says(state, buttons(state, t('detailAsk'), [{ id: 'D', title: t('sendAsIs') }]))
}

export function hearDetail(state: ChatState, message: Incoming): Turn | null {
  if (state.step.at !== 'DETAIL') return null
  if (message.type === 'TEXT') return send(state, message.text, [])
  return message.type === 'PHOTO' ? send(state, message.caption, [message.mediaId]) : askDetail(state)
}

/** Nothing more to say. */
export const sendAsIs = (state: ChatState): Turn | null => send(state, '', [])

function send(state: ChatState, detail: string, mediaIds: string[]): Turn | null {
  if (state.step.at !== 'DETAIL') return null
  const { category, connectionId, since: from } = state.step
  return make(state, { category, connectionId, since: from, detail, mediaIds })
}

/** `area` is empty where a connection tells it. */
export const make = (state: ChatState, words: ComplaintWords, area = ''): Turn =>
  does(state, { type: 'MAKE_COMPLAINT', words, area })

/** The number, the time that holds, and that the thread stays open in the chat. */
export function complaintMade(state: ChatState, made: Extract<Outcome, { type: 'COMPLAINT_MADE' }>): Turn {
  const { complaintId, number, dueAt } = made
  const body = textsOf(state)('complaintMade', { number, due: formatInstant(dueAt, languageOf(state)) })
  return says(at(state, { at: 'THREAD', complaintId }), buttons(state, body))
}

export function complaintRefused(state: ChatState, { reason }: Extract<Outcome, { type: 'COMPLAINT_REFUSED' }>): Turn {
  return says(state, buttons(state, textsOf(state)(`complaint_${reason}`)))
}
