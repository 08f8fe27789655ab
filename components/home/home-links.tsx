import { Card } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import type { HomeBill } from '#lib/billing/home-view.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatMonth } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Ways on from Home. */
export function HomeLinks(props: { bill: HomeBill | null; connectionId: string; locale: Locale }) {
  const { bill, connectionId, locale } = props
  const t = textsFor(locale, 'home')
  const base = `/c/${connectionId}`
  const ofBill = bill
    ? [
        { href: `${base}/bills/${bill.id}`, icon: 'info' as const, title: t('linkBill') },
        {
          href: `${base}/bills/${bill.id}/pdf`,
          icon: 'download' as const,
          title: t('linkPdf', { month: formatMonth(bill.month, locale) }),
        },
      ]
    : []
  return (
    <Card>
      <LinkList
        items={[
          ...ofBill,
          { href: `${base}/bills`, icon: 'receipt', title: t('linkBills') },
          { href: `${base}/payments`, icon: 'rupee', title: t('linkPayments') },
          { href: '/account/notices', icon: 'chat', title: textsFor(locale, 'notifications')('title') },
        ]}
      />
    </Card>
  )
}
