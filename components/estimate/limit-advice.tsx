import { Alert } from '#components/ui/alert.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PeriodEstimate } from '#lib/metering/estimate-period.ts'
import { formatShortDay } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { limitText, wholeRupees } from './estimate-text.ts'

/** What keeps the month within the limit ahead, and what was used last. Nothing where no limit is left to keep. */
export function LimitAdvice({ estimate, locale }: { estimate: PeriodEstimate; locale: Locale }) {
  const t = textsFor(locale, 'estimate')
  const { money, daysToCome: days } = estimate
  const ahead = money?.ahead
  if (!ahead || ahead.paceWh === null)
    return money?.passedWh ? <Alert kind="info">{t('pastAll', { limit: formatUnits(money.passedWh, 0) })}</Alert> : null
  const limit = limitText(ahead)
  const values = { limit, days, pace: formatUnits(ahead.paceWh, 1) }
  if (ahead.leftWh === 0n)
    return (
      <Alert kind="warn" lead={t('usedUpLead', { limit })}>
        {t('usedUpText', { amount: wholeRupees(ahead.crossingPaise) })}
      </Alert>
    )
  const last = lastUse(estimate, locale)
  if (ahead.prospect === 'WITHIN')
    return (
      <Alert kind="ok" lead={t('withinLead', { limit })}>
        {t('withinText', values)} {last}
      </Alert>
    )
  if (ahead.prospect === 'BEYOND')
    return (
      <Alert kind="warn" lead={t('beyondLead', { limit })}>
        {t('beyondText', values)} {last} {t('appliances')}
      </Alert>
    )
  const isFree = ahead.kind === 'FULL_WAIVER'
  const lead = isFree ? t('keepFreeLead', { amount: wholeRupees(ahead.atLimitPaise) }) : t('keepRateLead', { limit })
  return (
    <Alert kind="ok" lead={lead}>
      {t('keepText', values)} {last} {t('appliances')}
    </Alert>
  )
}

/** Yesterday's use, or that of the last day that was read. */
function lastUse({ yesterdayWh, days }: PeriodEstimate, locale: Locale): string {
  const t = textsFor(locale, 'estimate')
  if (yesterdayWh !== null) return t('yesterday', { units: formatUnits(yesterdayWh, 1) })
  const last = days.at(-1)
  if (!last || last.energyWh === null) return ''
  return t('lastDay', { date: formatShortDay(last.on, locale), units: formatUnits(last.energyWh, 1) })
}
