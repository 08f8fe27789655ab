import { Card } from '#components/ui/card.tsx'
import { type LinkItem, LinkList } from '#components/ui/link-list.tsx'
import type { BillView } from '#lib/billing/get-bill.ts'
import { evidenceText } from '#lib/complaints/evidence-source.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { bill: BillView; canComplain: boolean; locale: Locale }

/** The ways from a bill to its check, and to a complaint that takes it along. */
export function CheckLink({ bill, canComplain, locale }: Props) {
  const t = textsFor(locale, 'recheck')
  const base = `/c/${bill.connectionId}`
  const items: LinkItem[] = [
    { href: `${base}/bills/${bill.id}/check`, icon: 'check', title: t('link'), note: t('linkNote') },
  ]
  if (canComplain) {
    const evidence = evidenceText({ kind: 'BILL', billId: bill.id })
    items.push({ href: `${base}/complaints/new?evidence=${evidence}`, icon: 'chat', title: t('complain') })
  }
  return (
    <Card>
      <LinkList items={items} />
    </Card>
  )
}
