import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { type BalanceLasts, DAYS_AHEAD } from '#lib/metering/balance-lasts.ts'
import type { PrepaidOutlook } from '#lib/metering/running-estimate.ts'
import { formatInstant, formatShortDay } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

/** What is left of a prepaid balance and how long it lasts. `note` says how that was worked out. */
export function BalanceCard({ prepaid, note, locale }: { prepaid: PrepaidOutlook; note?: boolean; locale: Locale }) {
  const t = textsFor(locale, 'estimate')
  const { balance, isOld, lasts } = prepaid
  if (!balance)
    return (
      <Card title={t('balance')}>
        <p className="text-text-2">{t('noBalance')}</p>
      </Card>
    )
  return (
    <Card title={t('balance')} aside={t('balanceAsOf', { time: formatInstant(balance.asOf, locale) })}>
      <p className={`text-figure ${balance.balancePaise < 0n ? 'text-bad' : ''}`}>
        {formatRupees(balance.balancePaise)}
      </p>
      {lasts ? (
        <Lasts lasts={lasts} isLeft={balance.balancePaise > 0n} locale={locale} />
      ) : (
        <p className="text-text-2">{t('lastsUnknown')}</p>
      )}
      {isOld && (
        <div className="mt-3">
          <Alert kind="warn" lead={t('oldLead')}>
            {t('oldText')}
          </Alert>
        </div>
      )}
      {note && lasts && <p className="mt-3 text-small text-text-2">{t('lastsNote')}</p>}
    </Card>
  )
}

function Lasts({ lasts, isLeft, locale }: { lasts: BalanceLasts; isLeft: boolean; locale: Locale }) {
  const t = textsFor(locale, 'estimate')
  const { fewestDays, likelyDays, mostDays, likelyUntilOn } = lasts
  const isCapped = likelyDays >= DAYS_AHEAD
  return (
    <>
      <p className="text-label">
        {likelyDays === 0
          ? t(isLeft ? 'lastsToday' : 'lastsNone')
          : isCapped
            ? t('lastsMost', { count: DAYS_AHEAD })
            : `${t('lasts', { count: likelyDays })}${likelyUntilOn ? ` (${t('lastsUntil', { date: formatShortDay(likelyUntilOn, locale) })})` : ''}`}
      </p>
      {fewestDays !== mostDays && (
        <p className="text-text-2">
          {t('lastsRange', { least: fewestDays, most: mostDays >= DAYS_AHEAD ? `${DAYS_AHEAD}+` : mostDays })}
        </p>
      )}
    </>
  )
}
