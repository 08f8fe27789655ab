import { describe, expect, test } from 'vitest'
import { PaymentState } from '#prisma/generated/client.ts'
import { ALLOWED_MOVES, mayMove, OPEN_STATES } from './payment-states.ts'

const ALL = Object.values(PaymentState)

describe('the states of an attempt', () => {
  test('every state of the schema has its row, and no row names another', () => {
    expect(Object.keys(ALLOWED_MOVES).sort()).toEqual([...ALL].sort())
    expect(
      Object.values(ALLOWED_MOVES)
        .flat()
        .every((state) => ALL.includes(state)),
    ).toBe(true)
  })

  test('money is taken from every state before PAID, which only refunds leave', () => {
    const paid: PaymentState[] = ['PAID', 'REFUNDED_PART', 'REFUNDED']
    for (const state of ALL) expect(mayMove(state, 'PAID')).toBe(!paid.includes(state))
    for (const state of paid) expect(ALLOWED_MOVES[state].every((next) => paid.includes(next))).toBe(true)
  })

  test('an attempt never comes back to where it was', () => {
    const reachable = (from: PaymentState): Set<PaymentState> =>
      new Set(ALLOWED_MOVES[from].flatMap((to) => [to, ...reachable(to)]))
    for (const state of ALL) expect(reachable(state).has(state)).toBe(false)
  })

  test('from the beginning every state can be reached, and every open state can end', () => {
    const reached = new Set<PaymentState>(['CREATED'])
    for (const state of reached) for (const next of ALLOWED_MOVES[state]) reached.add(next)
    expect([...reached].sort()).toEqual([...ALL].sort())
    for (const state of OPEN_STATES) expect(mayMove(state, 'FAILED')).toBe(true)
  })
})
