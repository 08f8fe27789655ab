import { Alert } from '#components/ui/alert.tsx'
import { AsOf } from '#components/ui/as-of.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { PageTitle } from '#components/ui/card.tsx'
import { Pager } from '#components/ui/segments.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { LoadView } from '#lib/metering/load-view.ts'
import { readingsAreOld } from '#lib/metering/readings-are-old.ts'
import { formatDay, formatMonth, formatPeriod } from '#lib/units/display.ts'
import { formatLoad } from '#lib/units/energy.ts'
import type { Month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Title, until when the figures reach, the month with a step back and forward, and the load that was agreed. */
export function LoadTop({ view, now, path, locale }: { view: LoadView; now: Date; path: string; locale: Locale }) {
  const t = textsFor(locale, 'load')
  const common = textsFor(locale, 'common')
  const days = textsFor(locale, 'consumption')
  const { from, to, previous, next, limitW, lastReadOn } = view
  const date = lastReadOn && formatDay(lastReadOn, locale)
  const step = (of: Month | null, key: 'earlier' | 'later') => ({
    href: of && `${path}?period=${of}`,
    label: of ? days(key, { month: formatMonth(of, locale) }) : '',
  })
  return (
    <>
      <PageTitle aside={<AsOf>{date ? common('lastReading', { date }) : common('noReading')}</AsOf>}>
        {t('title')}
      </PageTitle>
      {date && readingsAreOld(lastReadOn, now) && (
        <Alert kind="warn" lead={days('oldLead')}>
          {days('oldText', { date })}
        </Alert>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Pager title={formatPeriod(from, to, locale)} previous={step(previous, 'earlier')} next={step(next, 'later')} />
        <Badge kind="info">{t('sanctioned', { load: formatLoad(limitW) })}</Badge>
      </div>
    </>
  )
}
