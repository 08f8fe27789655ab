import { Card } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import type { BillView } from '#lib/billing/get-bill.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** The way from a bill to its check. */
export function CheckLink({ bill, locale }: { bill: BillView; locale: Locale }) {
  const t = textsFor(locale, 'recheck')
  const href = `/c/${bill.connectionId}/bills/${bill.id}/check`
  return (
    <Card>
      <LinkList items={[{ href, icon: 'check', title: t('link'), note: t('linkNote') }]} />
    </Card>
  )
}
