import type { Incoming, Outcome } from '../chat-events.ts'
import type { ChatState, NamedConnection } from '../chat-state.ts'
import { ownFigures } from '../read-answers.ts'
import { at, list, row, says, type Turn, textsOf } from '../turn.ts'
import { ask } from './wish.ts'

/** Which of several connections: each by the end of its consumer number, nothing else. */
export function several(state: ChatState, { wish, connections }: Extract<Outcome, { type: 'SEVERAL' }>): Turn {
  const t = textsOf(state)
  const rows = connections.map(({ id, end }) => row(`C:${id}:${wish}`, t('account', { end })))
  const next = at({ ...state, connectionId: null }, { at: 'CHOOSE', wish, connections: connections.slice(0, 10) })
  return says(next, list(state, t('several'), rows))
}

/** The end of a number, or its place in the list, written instead of tapped. */
export function hearConnection(state: ChatState, message: Incoming): Turn | null {
  if (state.step.at !== 'CHOOSE' || message.type !== 'TEXT') return null
  const { wish, connections } = state.step
  const found = namedBy(message.text, connections)
  return found && ask(state, wish, found.id)
}

export function namedBy(text: string, connections: readonly NamedConnection[]): NamedConnection | null {
  const typed = ownFigures(text).trim()
  const byEnd = connections.filter(({ end }) => typed.length >= end.length && typed.endsWith(end))
  if (byEnd.length === 1) return byEnd[0] ?? null
  return /^\d{1,2}$/.test(typed) ? (connections[Number(typed) - 1] ?? null) : null
}
