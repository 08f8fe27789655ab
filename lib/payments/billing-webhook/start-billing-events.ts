import { env } from '#lib/platform/env.ts'
import { logFault } from '#lib/platform/log.ts'
import { getJobServices } from '#lib/platform/services.ts'
import { sendBillingEvents } from './send-billing-events.ts'

const LOOK_AGAIN_MS = 2_000

/** Tells the billing system of payments as long as this process runs, where the settings name one. */
export function startBillingEvents(): void {
  const address = env().billingWebhook
  if (!address) return
  const { url, keysAt } = address
  const look = async () => {
    const services = getJobServices()
    const keys = keysAt(services.now())
    await sendBillingEvents(services, { url, keys }).catch((error) => logFault('BILLING_EVENTS', {}, error))
    // The process may end in between.
    setTimeout(look, LOOK_AGAIN_MS).unref()
  }
  setTimeout(look, LOOK_AGAIN_MS).unref()
}
