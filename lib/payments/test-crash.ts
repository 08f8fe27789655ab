import type { Db } from '#lib/platform/db.ts'
import type { Gateway } from './gateway/port.ts'
import type { PaymentServices } from './payment-services.ts'

/** The process has died here; whatever it had not committed is gone. */
export class Crash extends Error {}

/**
 * Services of a process that dies at a step: before any statement and any call of the gateway. Between two of them there
 * is nothing to lose: what a transaction has not committed is gone, and an answer that was not acted on was not heard.
 * Dead, it does nothing more, not even what its error handling would. `steps` counts them; without `at` it lives, and
 * tells how many there are.
 */
export function mortal(
  services: PaymentServices,
  at = Number.POSITIVE_INFINITY,
): PaymentServices & { steps: () => number } {
  let steps = 0
  const inSteps = async <T>(work: () => Promise<T>): Promise<T> => {
    steps += 1
    if (steps >= at) throw new Crash(`died at step ${at}`)
    return work()
  }
  const db = services.db.$extends({
    query: { $allOperations: ({ args, query }) => inSteps(() => query(args)) },
  }) as unknown as Db
  const { gateway } = services
  const calls =
    gateway &&
    ({
      createQr: (wanted) => inSteps(() => gateway.createQr(wanted)),
      payment: (id) => inSteps(() => gateway.payment(id)),
      paymentsOfQr: (id) => inSteps(() => gateway.paymentsOfQr(id)),
      paymentsBetween: (from, to) => inSteps(() => gateway.paymentsBetween(from, to)),
      refund: (wanted) => inSteps(() => gateway.refund(wanted)),
      refundsOf: (id) => inSteps(() => gateway.refundsOf(id)),
    } satisfies Gateway)
  return { ...services, db, gateway: calls, steps: () => steps }
}
