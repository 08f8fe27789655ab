import { env } from '#lib/platform/env.ts'
import { getJobServices, getServices, type Services } from '#lib/platform/services.ts'
import type { Gateway } from './gateway/port.ts'
import { razorpay } from './gateway/razorpay.ts'

/** What verbs need that speak to the gateway; without one, QR codes pay the utility's own UPI address. */
export type PaymentServices = Services & { gateway?: Gateway | null }

/** The services of this process with the gateway that the settings name. */
export function getPaymentServices(): PaymentServices {
  const { gateway } = env()
  return { ...getServices(), gateway: gateway && razorpay(gateway) }
}

/** The same for what is done by the clock. */
export function getPaymentJobServices(): PaymentServices {
  return { ...getPaymentServices(), ...getJobServices() }
}
