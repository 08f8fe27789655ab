import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { type Texts, textsFor } from '#lib/i18n/texts.ts'
import { type BetterLoad, MONTHS_LOOKED_AT, type YearlyCost } from '#lib/metering/better-load.ts'
import { formatKw, formatLoad } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, paise } from '#lib/units/paise.ts'

/** Which sanctioned load would have sufficed, and what it would cost or save a year. */
export function BetterLoadCard({
  better,
  connectionId,
  locale,
}: {
  better: BetterLoad
  connectionId: string
  locale: Locale
}) {
  const t = textsFor(locale, 'load')
  const { advice, loadW, enoughW, highestW, monthsKnown, cost } = better
  const isAdvised = advice === 'RAISE' || advice === 'LOWER'
  const values = { highest: formatKw(highestW), enough: formatLoad(enoughW), load: formatLoad(loadW) }
  return (
    <Card title={t('betterTitle')}>
      <p>
        {t(`better_${advice}`, values)}{' '}
        {isAdvised && <strong className="font-bold">{cost ? costText(cost, t) : t('costUnknown')}</strong>}
      </p>
      {isAdvised && (
        <div className="mt-3">
          <LinkButton href={applicationFor(connectionId, { loadW, enoughW }, locale)} look="outlined">
            {textsFor(locale, 'complaints')('askLoad', { to: formatLoad(enoughW) })}
          </LinkButton>
        </div>
      )}
      <p className="mt-2 text-small text-text-2">
        {monthsKnown < MONTHS_LOOKED_AT && t('betterKnown', { count: monthsKnown })} {cost && t('costNote')}{' '}
        {cost && !cost.isVerified && t('unverified')}
      </p>
    </Card>
  )
}

/** An application for the load that would have sufficed, filled in. */
function applicationFor(
  connectionId: string,
  { loadW, enoughW }: Pick<BetterLoad, 'loadW' | 'enoughW'>,
  locale: Locale,
): string {
  const values = { from: formatLoad(loadW), to: formatLoad(enoughW) }
  const wanted = textsFor(locale, 'complaints')('loadWanted', values)
  return `/c/${connectionId}/complaints/new?${new URLSearchParams({ category: 'LOAD_CHANGE', wanted })}`
}

function costText({ nowPaise, thenPaise, differencePaise }: YearlyCost, t: Texts): string {
  const rupees = (amount: bigint) => formatRupees(paise(amount), { whole: true })
  const values = { now: rupees(nowPaise), after: rupees(thenPaise) }
  if (differencePaise === 0n) return t('costSame', values)
  if (differencePaise > 0n) return t('costMore', { ...values, difference: rupees(differencePaise) })
  return t('costLess', { ...values, difference: rupees(-differencePaise) })
}
