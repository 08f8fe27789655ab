import { Alert } from '#components/ui/alert.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** In place of a page about single days, for a connection that has none: why, and what there is instead. */
export function NoSmartMeter({ title, connectionId, locale }: { title: string; connectionId: string; locale: Locale }) {
  const t = textsFor(locale, 'common')
  return (
    <Stack>
      <PageTitle>{title}</PageTitle>
      <Alert kind="info" lead={t('noSmartMeterLead')}>
        {t('noSmartMeterText')}
      </Alert>
      <Card>
        <LinkList
          items={[
            { href: `/c/${connectionId}/bills`, icon: 'receipt', title: t('menu_bills') },
            { href: `/c/${connectionId}/consumption/year`, icon: 'bars', title: textsFor(locale, 'year')('link') },
            { href: `/c/${connectionId}/payments`, icon: 'rupee', title: t('menu_payments') },
          ]}
        />
      </Card>
    </Stack>
  )
}
