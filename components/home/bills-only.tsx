import { BillHistory } from '#components/bills/bill-history.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import type { ListedBill } from '#lib/billing/list-bills.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { bills: readonly ListedBill[]; connectionId: string; locale: Locale }

/** Home without a smart meter: the months as billed, and why there are no days. Bills come newest first. */
export function BillsOnly({ bills, connectionId, locale }: Props) {
  const year = textsFor(locale, 'year')
  return (
    <>
      {bills.length > 0 && (
        <>
          <BillHistory billed={bills.toReversed()} limitWh={bills[0]?.limitWh ?? null} locale={locale} />
          <Card>
            <LinkList
              items={[
                {
                  href: `/c/${connectionId}/consumption/year`,
                  icon: 'bars',
                  title: year('link'),
                  note: year('linkNote'),
                },
              ]}
            />
          </Card>
        </>
      )}
      <Alert kind="info">{textsFor(locale, 'common')('noSmartMeter')}</Alert>
    </>
  )
}
