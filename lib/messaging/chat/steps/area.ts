import type { Outcome } from '../chat-events.ts'
import type { ChatState } from '../chat-state.ts'
import { at, does, list, row, says, type Turn, textsOf } from '../turn.ts'
import { make } from './complaint.ts'

/** Whose inbox a complaint goes to that no connection tells: the area, as the utility divides it. */
export function askArea(state: ChatState, { words, areas, from, isMore }: Extract<Outcome, { type: 'AREAS' }>): Turn {
  const t = textsOf(state)
  const rows = areas.map((area) => row(`A:${area}`, area))
  const more = isMore ? [row(`M:${from + areas.length}`, t('moreAreas'))] : []
  return says(at(state, { at: 'AREA', words }), list(state, t('areaAsk'), [...rows, ...more]))
}

export const chooseArea = (state: ChatState, area: string): Turn | null =>
  state.step.at === 'AREA' ? make(state, state.step.words, area) : null

export function moreAreas(state: ChatState, from: string): Turn | null {
  if (state.step.at !== 'AREA' || !/^\d{1,3}$/.test(from)) return null
  return does(state, { type: 'LIST_AREAS', words: state.step.words, from: Number(from) })
}

/** Anything but a choice: the list again. */
export const hearArea = (state: ChatState): Turn | null =>
  state.step.at === 'AREA' ? does(state, { type: 'LIST_AREAS', words: state.step.words, from: 0 }) : null
