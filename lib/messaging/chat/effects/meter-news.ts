import type { ConsumerActor } from '#lib/identity/actor.ts'
import { consumptionView } from '#lib/metering/consumption-view.ts'
import { estimateView } from '#lib/metering/estimate-view.ts'
import { prepaidView } from '#lib/metering/prepaid-view.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import { addDays, dayOf } from '#lib/units/ist.ts'
import type { EstimateNews, Outcome } from '../chat-events.ts'
import type { NamedConnection } from '../chat-state.ts'

/** The last day that was read and the running period. */
export async function consumptionNews(
  services: PaymentServices,
  actor: ConsumerActor,
  { id: connectionId, end }: NamedConnection,
): Promise<Outcome> {
  const view = await consumptionView(services, actor, { connectionId, period: null })
  if (!view) return { type: 'CLOSED' }
  if (view === 'EMPTY') return { type: 'NO_READINGS' }
  const { month, energyWh, daysKnown, costPaise } = view
  const last = view.days.findLast((day) => day.energyWh !== null)
  const lastDay =
    last?.energyWh != null ? { on: last.on, energyWh: last.energyWh, isEstimated: last.status !== 'READ' } : null
  const isYesterday = lastDay?.on === addDays(dayOf(services.now()), -1)
  return {
    type: 'CONSUMPTION',
    consumption: { connectionId, end, month, energyWh, daysKnown, costPaise, lastDay, isYesterday },
  }
}

/** What the running period will come to, and the limit ahead. */
export async function estimateNews(
  services: PaymentServices,
  actor: ConsumerActor,
  { id: connectionId, end }: NamedConnection,
): Promise<Outcome> {
  const view = await estimateView(services, actor, { connectionId })
  if (!view) return { type: 'CLOSED' }
  if (view === 'EMPTY') return { type: 'NO_READINGS' }
  const { outcome } = view
  const { month, soFarWh } = outcome
  const unknown: EstimateNews = { connectionId, end, month, soFarWh, expected: null, limit: null }
  if (!outcome.ok) return { type: 'ESTIMATE', estimate: unknown }
  const { expected, low, high, money, daysToCome } = outcome
  const ahead = money?.ahead
  return {
    type: 'ESTIMATE',
    estimate: {
      ...unknown,
      expected: {
        ...{ energyWh: expected.energyWh, lowWh: low.energyWh, highWh: high.energyWh },
        costPaise: money?.expectedPaise ?? null,
      },
      limit: ahead ? { limitWh: ahead.limitWh, leftWh: ahead.leftWh, paceWh: ahead.paceWh, daysToCome } : null,
    },
  }
}

/** The balance of a prepaid connection. */
export async function balanceNews(
  services: PaymentServices,
  actor: ConsumerActor,
  { id: connectionId, end }: NamedConnection,
): Promise<Outcome> {
  const view = await prepaidView(services, actor, { connectionId })
  if (!view) return { type: 'NOT_PREPAID', connectionId }
  const { balance, lasts, since } = view.outlook
  return {
    type: 'BALANCE',
    balance: {
      ...{ connectionId, end, balancePaise: balance?.balancePaise ?? null, asOf: balance?.asOf ?? null },
      ...{ nowPaise: since?.nowPaise ?? null, likelyDays: lasts?.likelyDays ?? null },
    },
  }
}
