import { Alert } from '#components/ui/alert.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { type BalanceLasts, DAYS_AHEAD } from '#lib/metering/balance-lasts.ts'
import type { BalanceSince, PrepaidOutlook } from '#lib/metering/running-estimate.ts'
import { formatInstant, formatShortDay } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Props = {
  prepaid: PrepaidOutlook
  /** Says how the days were worked out. */
  note?: boolean
  /** Where the balance is recharged; absent on that page itself. */
  rechargeHref?: string
  locale: Locale
}

/** What is left of a prepaid balance, what has happened to it since, and how long it lasts. */
export function BalanceCard({ prepaid, note, rechargeHref, locale }: Props) {
  const t = textsFor(locale, 'estimate')
  const { balance, isOld, lasts, since } = prepaid
  const recharge = rechargeHref && (
    <div className="mt-4">
      <LinkButton href={rechargeHref}>{t('recharge')}</LinkButton>
    </div>
  )
  if (!balance)
    return (
      <Card title={t('balance')}>
        <p className="text-text-2">{t('noBalance')}</p>
        {recharge}
      </Card>
    )
  return (
    <Card title={t('balance')} aside={t('balanceAsOf', { time: formatInstant(balance.asOf, locale) })}>
      <p className={`text-figure ${balance.balancePaise < 0n ? 'text-bad' : ''}`}>
        {formatRupees(balance.balancePaise)}
      </p>
      {since && <Since since={since} locale={locale} />}
      {lasts ? (
        <Lasts lasts={lasts} isLeft={(since?.nowPaise ?? balance.balancePaise) > 0n} locale={locale} />
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
      {recharge}
    </Card>
  )
}

/** Nothing where nothing has happened; the prepaid system's next word takes its place. */
function Since({ since, locale }: { since: BalanceSince; locale: Locale }) {
  const t = textsFor(locale, 'estimate')
  const { rechargedPaise, spentPaise, nowPaise } = since
  const recharged = formatRupees(rechargedPaise)
  if (nowPaise === null || spentPaise === null)
    return rechargedPaise > 0n ? <p>{t('sinceRecharged', { recharged })}</p> : null
  if (rechargedPaise === 0n && spentPaise === 0n) return null
  const spent = formatRupees(spentPaise)
  return (
    <p>
      <span className="block text-label">{t('balanceNow', { amount: formatRupees(nowPaise) })}</span>
      <span className="text-text-2">{t(rechargedPaise > 0n ? 'sinceBoth' : 'sinceSpent', { recharged, spent })}</span>
    </p>
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
