import { Card } from '#components/ui/card.tsx'
import { type LinkItem, LinkList } from '#components/ui/link-list.tsx'
import type { ListedBill } from '#lib/billing/list-bills.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatMonth } from '#lib/units/display.ts'
import type { Month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = {
  bills: readonly ListedBill[]
  /** The last month of the list, where older ones are not on it. */
  older: Month | undefined
  connection: { id: string; isWeak: boolean }
  locale: Locale
}

/**
 * Ways on from the list of bills: to older ones, the newest two compared, the account of the year, and the months with the
 * year before.
 */
export function BillsLinks({ bills, older, connection, locale }: Props) {
  const t = textsFor(locale, 'compare')
  const base = `/c/${connection.id}`
  const year = textsFor(locale, 'year')
  const statement = textsFor(locale, 'statement')
  const [newest, before] = bills
  const comparison: LinkItem[] =
    newest && before
      ? [
          {
            href: `${base}/bills/${newest.id}/compare`,
            icon: 'compare',
            title: t('linkList'),
            note: t('linkListNote', {
              month: formatMonth(newest.month, locale),
              other: formatMonth(before.month, locale),
            }),
          },
        ]
      : []
  const rest: LinkItem[] = older
    ? [{ href: `${base}/bills?before=${older}`, icon: 'receipt', title: textsFor(locale, 'bills')('older') }]
    : []
  const months: LinkItem[] = connection.isWeak
    ? []
    : [{ href: `${base}/consumption/year`, icon: 'bars', title: year('link'), note: year('linkNote') }]
  return (
    <Card>
      <LinkList
        items={[
          ...rest,
          ...comparison,
          {
            href: `${base}/payments/statement`,
            icon: 'receipt',
            title: statement('link'),
            note: statement('linkNote'),
          },
          ...months,
        ]}
      />
    </Card>
  )
}
