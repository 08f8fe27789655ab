import { AsOf } from '#components/ui/as-of.tsx'
import { Card } from '#components/ui/card.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { DeskConnection } from '#lib/staff/get-desk-connection.ts'
import { formatTime } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Opened = NonNullable<DeskConnection['opened']>

/** Who and where, and what stands open, as long as the reason holds. */
export function ConnectionFacts(props: { opened: Opened; subdivision: string; locale: Locale }) {
  const { opened, subdivision, locale } = props
  const t = textsFor(locale, 'desk')
  const { until, holderName, address, mobiles, unpaidPaise, aheadPaise } = opened
  return (
    <>
      <AsOf>{t('openUntil', { until: formatTime(until, locale) })}</AsOf>
      <Card>
        <DefinitionList
          rows={[
            { label: t('holder'), value: <Name locale={locale}>{holderName}</Name> },
            { label: t('address'), value: <Name locale={locale}>{address}</Name> },
            { label: t('subdivision'), value: <Name locale={locale}>{subdivision}</Name> },
            { label: t('mobiles'), value: mobiles.join(', ') || t('noMobiles') },
            { label: t('unpaid'), value: formatRupees(unpaidPaise) },
            ...(aheadPaise > 0n ? [{ label: t('ahead'), value: formatRupees(aheadPaise), tone: 'ok' as const }] : []),
          ]}
        />
      </Card>
    </>
  )
}
