import { Card } from '#components/ui/card.tsx'
import { fileNote } from '#components/ui/file-link.tsx'
import { type LinkItem, LinkList } from '#components/ui/link-list.tsx'
import type { HomeBill } from '#lib/billing/home-view.ts'
import { MOST_KB } from '#lib/export/file-sizes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatMonth } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { bill: HomeBill | null; connectionId: string; canComplain: boolean; locale: Locale }

/** What one can do from Home besides paying, and what one was told; the other pages stand in the menu. */
export function HomeLinks({ bill, connectionId, canComplain, locale }: Props) {
  const t = textsFor(locale, 'home')
  const base = `/c/${connectionId}`
  const items: LinkItem[] = []
  if (bill)
    items.push({
      ...{ href: `${base}/bills/${bill.id}/pdf`, icon: 'download' },
      title: t('linkPdf', { month: formatMonth(bill.month, locale) }),
      note: fileNote({ mostKb: MOST_KB.bill }, locale),
    })
  if (bill?.hasEarlier)
    items.push({ href: `${base}/bills/${bill.id}/compare`, icon: 'compare', title: t('linkDifference') })
  if (canComplain)
    items.push({ href: `${base}/complaints/new`, icon: 'chat', title: textsFor(locale, 'complaints')('new') })
  items.push(
    // They stand in no menu.
    { href: '/account/notices', icon: 'info', title: textsFor(locale, 'notifications')('title') },
    { href: '/link', icon: 'plus', title: t('linkAdd') },
  )
  return (
    <Card>
      <LinkList items={items} />
    </Card>
  )
}
