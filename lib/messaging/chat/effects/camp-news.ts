import { listCampDays } from '#lib/camps/list-camp-days.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import { startOfDay } from '#lib/units/ist.ts'
import type { Outcome } from '../chat-events.ts'

const MOST = 5

/** The next camps, which everybody may know. */
export async function campNews(services: PaymentServices): Promise<Outcome> {
  const days = (await listCampDays(services)).slice(0, MOST)
  const camps = days.map(({ place, directions, heldOn, opensAtMinute, closesAtMinute }) => {
    const at = (minute: number) => new Date(startOfDay(heldOn).getTime() + minute * 60_000)
    return { place, directions, heldOn, opensAt: at(opensAtMinute), closesAt: at(closesAtMinute) }
  })
  return { type: 'CAMPS', camps }
}
