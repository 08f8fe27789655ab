import { Card } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import type { BillComparison } from '#lib/billing/compare-bills.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, paise } from '#lib/units/paise.ts'
import { mainReason, namesOf } from './difference-text.ts'

type Props = { comparison: BillComparison; connectionId: string; locale: Locale }

/** On a bill: why it is more or less than the one before, in one line, and the way to the whole answer. */
export function DifferenceLink({ comparison, connectionId, locale }: Props) {
  const t = textsFor(locale, 'compare')
  const { bill, other, differencePaise } = comparison
  const main = mainReason(comparison, locale)
  const key = differencePaise > 0n ? 'whyMore' : differencePaise < 0n ? 'whyLess' : 'whySame'
  const values = { month: namesOf(bill, other, locale).otherName, amount: withoutSign(differencePaise) }
  return (
    <Card>
      <LinkList
        items={[
          {
            href: `/c/${connectionId}/bills/${bill.id}/compare`,
            icon: 'compare',
            title: t(key, values),
            note: main ? t('mainReason', { reason: main.reason, amount: main.amount }) : t('whySameNote'),
          },
        ]}
      />
    </Card>
  )
}

/** The size of a difference; its direction stands in the words around it. */
export const withoutSign = (difference: bigint): string =>
  formatRupees(paise(difference < 0n ? -difference : difference), { whole: true })
