import { formatMonthName } from '#lib/units/display.ts'
import { spokenUnits } from '#lib/units/energy.ts'
import { formatRupees, roundToRupees } from '#lib/units/paise.ts'
import type { EstimateNews, Outcome } from '../chat-events.ts'
import type { ChatState } from '../chat-state.ts'
import { buttons, languageOf, says, type Turn, textsOf, wishId } from '../turn.ts'

/** What the running period will come to, and how far the State's limit is. */
export function showEstimate(state: ChatState, { estimate }: Extract<Outcome, { type: 'ESTIMATE' }>): Turn {
  const t = textsOf(state)
  const { connectionId, end, month, soFarWh } = estimate
  const body = [
    t('account', { end }),
    t('estimateSoFar', { month: formatMonthName(month, languageOf(state)), units: spokenUnits(soFarWh) }),
    ...(estimate.expected ? expected(state, estimate.expected) : [t('estimateNone')]),
    ...(estimate.limit ? limit(state, estimate.limit) : []),
  ].join('\n')
  const next = { ...state, connectionId }
  return says(next, buttons(next, body, [{ id: wishId('CONSUMPTION'), title: t('row_CONSUMPTION') }]))
}

function expected(state: ChatState, of: NonNullable<EstimateNews['expected']>): string[] {
  const t = textsOf(state)
  const units = spokenUnits(of.energyWh)
  const range = t('estimateEnd', { units, low: spokenUnits(of.lowWh), high: spokenUnits(of.highWh) })
  if (of.costPaise === null) return [range]
  return [range, t('estimateCost', { amount: formatRupees(roundToRupees(of.costPaise), { whole: true }) })]
}

function limit(state: ChatState, of: NonNullable<EstimateNews['limit']>): string[] {
  const t = textsOf(state)
  const left = t('limitLeft', { limit: spokenUnits(of.limitWh), left: spokenUnits(of.leftWh), days: of.daysToCome })
  return of.paceWh === null ? [left] : [left, t('limitPace', { pace: spokenUnits(of.paceWh) })]
}
