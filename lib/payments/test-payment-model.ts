import type { PaymentState } from '#prisma/generated/client.ts'
import { mayMove } from './payment-states.ts'

/** An attempt as the model has it; `at` counts the attempts of the sequence. */
export type ModelAttempt = { bill: number | null; amount: bigint; state: PaymentState; endsAt: number }
/** `id` is the gateway's. */
export type ModelPayment = { id: string; amount: bigint; attempt: number | null; refunded: bigint }

const MINUTE = 60_000
const OPEN: readonly PaymentState[] = ['SHOWN', 'PENDING', 'UNKNOWN']
const min = (a: bigint, b: bigint) => (a < b ? a : b)

/**
 * One connection's money, as simply as it can be said: what is owed in all, what is ahead, attempts and their states.
 * No rebates and no surcharge, no ledger, no order of events but the one that it hears.
 */
export class PaymentModel {
  now: number
  owed = 0n
  ahead = 0n
  bills = 0
  readonly attempts: ModelAttempt[] = []
  readonly payments: ModelPayment[] = []
  /** Captured by the gateway, and not told. */
  lost: { id: string; attempt: number; amount: bigint }[] = []

  constructor(now: number) {
    this.now = now
  }

  issue(own: bigint): void {
    this.bills += 1
    this.owed += own
    const used = min(this.owed, this.ahead)
    this.owed -= used
    this.ahead -= used
  }

  /** The amount of the attempt that is open afterwards; null where there is nothing to begin. */
  start(chosen: bigint | null): bigint | null {
    this.passTime()
    const bill = this.owed > 0n ? this.bills - 1 : null
    const amount = chosen ?? this.owed
    if (chosen === null && this.bills === 0) return null
    const at = chosen === null ? this.bills - 1 : bill
    const here = this.attempts.filter((attempt) => attempt.bill === at && OPEN.includes(attempt.state))
    const atBank = here.find(({ state }) => state !== 'SHOWN')
    if (atBank) return atBank.amount
    const same = amount > 0n && here.find((attempt) => attempt.amount === amount)
    if (same) return amount
    for (const attempt of here) attempt.state = 'EXPIRED'
    if (amount === 0n) return null
    this.attempts.push({ bill: at, amount, state: 'SHOWN', endsAt: this.now + 15 * MINUTE })
    return amount
  }

  /** Money that the portal hears of. */
  credit({ id, amount, attempt }: { id: string; amount: bigint; attempt: number | null }): void {
    const settled = min(this.owed, amount)
    this.owed -= settled
    this.ahead += amount - settled
    this.payments.push({ id, amount, attempt, refunded: 0n })
    this.move(attempt, 'PAID')
  }

  /** Whether a refund is agreed: there must be something ahead, or a bill to owe the rest again on. */
  refund(payment: ModelPayment, amount: bigint): boolean {
    const fromAhead = min(this.ahead, amount)
    if (fromAhead < amount && this.bills === 0) return false
    this.ahead -= fromAhead
    this.owed += amount - fromAhead
    payment.refunded += amount
    this.move(payment.attempt, payment.refunded === payment.amount ? 'REFUNDED' : 'REFUNDED_PART')
    return true
  }

  move(attempt: number | null, to: PaymentState): void {
    const found = attempt === null ? undefined : this.attempts[attempt]
    if (found && mayMove(found.state, to)) found.state = to
  }

  /** Ends what has run out; the portal does so when it next looks. */
  passTime(): void {
    for (const attempt of this.attempts) {
      if (attempt.endsAt >= this.now) continue
      if (attempt.state === 'SHOWN') attempt.state = 'EXPIRED'
      else if (attempt.state === 'PENDING') attempt.state = 'UNKNOWN'
      if (attempt.state === 'UNKNOWN' && attempt.endsAt < this.now - 24 * 60 * MINUTE) attempt.state = 'EXPIRED'
    }
  }
}
