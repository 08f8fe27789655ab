import { formatDayOfYear, formatMonthName } from '#lib/units/display.ts'
import { spokenUnits } from '#lib/units/energy.ts'
import { formatRupees, roundToRupees } from '#lib/units/paise.ts'
import type { Outcome } from '../chat-events.ts'
import type { ChatState } from '../chat-state.ts'
import { buttons, languageOf, says, type Turn, textsOf, wishId } from '../turn.ts'

/** The last day and the running period. A day that was not read is said to be missing, never zero. */
export function showConsumption(state: ChatState, { consumption }: Extract<Outcome, { type: 'CONSUMPTION' }>): Turn {
  const t = textsOf(state)
  const locale = languageOf(state)
  const { connectionId, end, lastDay, costPaise } = consumption
  const body = [
    t('account', { end }),
    lastDay &&
      t(consumption.isYesterday ? 'useYesterday' : 'useDay', {
        day: formatDayOfYear(lastDay.on, locale),
        units: spokenUnits(lastDay.energyWh),
      }) + (lastDay.isEstimated ? ` ${t('useEstimated')}` : ''),
    t('useMonth', {
      ...{ month: formatMonthName(consumption.month, locale), days: consumption.daysKnown },
      units: spokenUnits(consumption.energyWh),
    }),
    costPaise !== null && t('useCost', { amount: formatRupees(roundToRupees(costPaise), { whole: true }) }),
  ]
  const next = { ...state, connectionId }
  const more = { id: wishId('ESTIMATE'), title: t('row_ESTIMATE') }
  return says(next, buttons(next, body.filter((line) => line !== false && line !== null).join('\n'), [more]))
}

export const noReadings = (state: ChatState): Turn => says(state, buttons(state, textsOf(state)('noReadings')))

/** Linked by facts of a bill alone: the days of a home stay closed until a stronger proof. */
export function closed(state: ChatState): Turn {
  const t = textsOf(state)
  return says(state, buttons(state, t('closed'), [{ id: wishId('CAMP'), title: t('row_CAMP') }]))
}
