import type { ComplaintLevel, ComplaintState } from '#prisma/generated/client.ts'

/** What can be done to a complaint, besides writing in its thread. */
export type ComplaintMove = 'PROMISE' | 'RESOLVE' | 'REJECT' | 'REOPEN' | 'ESCALATE' | 'RATE'

/**
 * What leads where, from each state. Officers promise, resolve and reject; whoever complained opens again, goes to the
 * next level and rates. Promised again is another day.
 */
export const COMPLAINT_MOVES: Record<ComplaintState, Partial<Record<ComplaintMove, ComplaintState>>> = {
  OPEN: { PROMISE: 'PROMISED', RESOLVE: 'RESOLVED', REJECT: 'REJECTED', ESCALATE: 'OPEN' },
  PROMISED: { PROMISE: 'PROMISED', RESOLVE: 'RESOLVED', REJECT: 'REJECTED', ESCALATE: 'OPEN' },
  RESOLVED: { REOPEN: 'OPEN', ESCALATE: 'OPEN', RATE: 'RESOLVED' },
  REJECTED: { REOPEN: 'OPEN', ESCALATE: 'OPEN', RATE: 'REJECTED' },
}

/** The states from which a move is allowed. */
export function statesBefore(move: ComplaintMove): ComplaintState[] {
  const states = Object.keys(COMPLAINT_MOVES) as ComplaintState[]
  return states.filter((state) => COMPLAINT_MOVES[state][move] !== undefined)
}

export const LEVELS: readonly ComplaintLevel[] = ['SUBDIVISION', 'DIVISION', 'FORUM', 'OMBUDSMAN']

/** Who answers after that level; null above the ombudsman. */
export function levelAfter(level: ComplaintLevel): ComplaintLevel | null {
  return LEVELS[LEVELS.indexOf(level) + 1] ?? null
}
