import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatHour } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise } from '#lib/units/paise.ts'

type Props = {
  rules: {
    emergencyCreditPaise: Paise
    noCutHours: { fromHour: number; toHour: number } | null
    noCutOnHolidays: boolean
  }
  locale: Locale
}

/** When the utility's prepaid system cuts nobody off, as far as it is configured; and that this portal never does. */
export function CutRules({ rules, locale }: Props) {
  const t = textsFor(locale, 'prepaid')
  const { emergencyCreditPaise, noCutHours, noCutOnHolidays } = rules
  const lines = [
    emergencyCreditPaise > 0n && t('emergencyCredit', { amount: formatRupees(emergencyCreditPaise, { whole: true }) }),
    noCutHours &&
      t('noCutHours', { from: formatHour(noCutHours.fromHour, locale), to: formatHour(noCutHours.toHour, locale) }),
    noCutOnHolidays && t('noCutHolidays'),
  ].filter((line) => line !== false && line !== null)
  return (
    <Card title={t('rulesTitle')}>
      {lines.length > 0 && (
        <ul className="grid list-disc gap-1 pl-5">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <p className="text-text-2">{t('neverCut')}</p>
    </Card>
  )
}
