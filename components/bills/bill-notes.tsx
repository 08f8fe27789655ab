import Link from 'next/link'
import { Alert } from '#components/ui/alert.tsx'
import type { BillView } from '#lib/billing/get-bill.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDays, formatMonth } from '#lib/units/display.ts'
import { formatUnits, spokenUnits } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise, paise } from '#lib/units/paise.ts'

/** What is worth knowing about a bill before its lines: estimated days, and what passing a limit cost. */
export function BillNotes({ bill, locale }: { bill: BillView; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const { insight, estimatedOn, settlement } = bill
  const limit = insight && formatUnits(insight.limitWh, 0)
  const over = insight && spokenUnits(insight.overWh)
  return (
    <>
      {settlement && (
        <Alert
          kind="info"
          lead={t('settledLead', { units: spokenUnits(settlement.energyWh), billed: spokenUnits(bill.energyWh) })}
        >
          {t(settledText(settlement.amountPaise), {
            amount: formatRupees(magnitudeOf(settlement.amountPaise)),
            month: formatMonth(settlement.billedOn.month, locale),
          })}{' '}
          <Link href={`/c/${bill.connectionId}/bills/${settlement.billedOn.id}`}>{t('settledLink')}</Link>
        </Alert>
      )}
      {!settlement && estimatedOn.length > 0 && (
        <Alert kind="info" lead={t('estimatedLead', { count: estimatedOn.length })}>
          {t('estimatedText', { days: formatDays(estimatedOn, locale) })}
        </Alert>
      )}
      {bill.issuer === 'UTILITY' && bill.basis === 'PROVISIONAL' && (
        <Alert kind="info" lead={t('guessedLead')}>
          {t('guessedText')}
        </Alert>
      )}
      {insight && limit && over && (
        <Alert kind="warn" lead={t('insightLead', { limit, over, count: over === '1' ? 1 : 2 })}>
          {t('insightThen', { limit, amount: formatRupees(insight.atLimitPaise, { whole: true }) })}{' '}
          <Link href="/account/notices/choices">{t('insightLink')}</Link>
        </Alert>
      )}
    </>
  )
}

const magnitudeOf = (amount: Paise): Paise => paise(amount < 0n ? -amount : amount)

function settledText(amount: Paise): string {
  if (amount === 0n) return 'settledSame'
  return amount > 0n ? 'settledMore' : 'settledLess'
}
