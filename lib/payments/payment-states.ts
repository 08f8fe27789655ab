import type { PaymentState } from '#prisma/generated/client.ts'

/**
 * Where an attempt can go from each state. An attempt only moves forward, and nothing leaves PAID but by refunds; money
 * that arrives late is taken all the same, so that FAILED and EXPIRED still lead to PAID.
 * - CREATED: made; SHOWN: its page was opened; PENDING: the gateway says that the bank is at it.
 * - UNKNOWN: it was pending when its time ran out: the money may have moved, so that no second attempt is offered yet.
 */
export const ALLOWED_MOVES: Record<PaymentState, readonly PaymentState[]> = {
  CREATED: ['SHOWN', 'PENDING', 'PAID', 'FAILED', 'EXPIRED'],
  SHOWN: ['PENDING', 'PAID', 'FAILED', 'EXPIRED'],
  PENDING: ['UNKNOWN', 'PAID', 'FAILED'],
  UNKNOWN: ['PAID', 'FAILED', 'EXPIRED'],
  FAILED: ['PAID'],
  EXPIRED: ['PAID'],
  PAID: ['REFUNDED_PART', 'REFUNDED'],
  REFUNDED_PART: ['REFUNDED'],
  REFUNDED: [],
}

/** States in which an attempt can still be paid as it stands; the database allows one such attempt a bill. */
export const OPEN_STATES: readonly PaymentState[] = ['CREATED', 'SHOWN', 'PENDING', 'UNKNOWN']

export function mayMove(from: PaymentState, to: PaymentState): boolean {
  return ALLOWED_MOVES[from].includes(to)
}
