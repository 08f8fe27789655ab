import type { Db } from '#lib/platform/db.ts'
import type { Gateway } from './gateway/port.ts'
import type { PaymentServices } from './payment-services.ts'

/** The process has died here; whatever it had not committed is gone. */
export class Crash extends Error {}

/** Services whose steps, each statement and each call of the gateway, are done by `step`, which is handed the work. */
export function inSteps(services: PaymentServices, step: <T>(work: () => Promise<T>) => Promise<T>): PaymentServices {
  const db = services.db.$extends({
    query: { $allOperations: ({ args, query }) => step(() => query(args)) },
  }) as unknown as Db
  const { gateway } = services
  const calls =
    gateway &&
    ({
      createQr: (wanted) => step(() => gateway.createQr(wanted)),
      payment: (id) => step(() => gateway.payment(id)),
      paymentsOfQr: (id) => step(() => gateway.paymentsOfQr(id)),
      paymentsBetween: (from, to) => step(() => gateway.paymentsBetween(from, to)),
      refund: (wanted) => step(() => gateway.refund(wanted)),
      refundsOf: (id) => step(() => gateway.refundsOf(id)),
    } satisfies Gateway)
  return { ...services, db, gateway: calls }
}

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
  const own = inSteps(services, async (work) => {
    steps += 1
    if (steps >= at) throw new Crash(`died at step ${at}`)
    return work()
  })
  return { ...own, steps: () => steps }
}
