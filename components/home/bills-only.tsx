import { BillHistory } from '#components/bills/bill-history.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import type { ListedBill } from '#lib/billing/list-bills.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { WeakLinkNote } from './weak-link-note.tsx'

type Props = { bills: readonly ListedBill[]; connection: { id: string; isWeak: boolean }; locale: Locale }

/** Home without days: the months as billed, and why there is no more. Bills come newest first. */
export function BillsOnly({ bills, connection, locale }: Props) {
  const year = textsFor(locale, 'year')
  return (
    <>
      {bills.length > 0 && (
        <>
          <BillHistory billed={bills.toReversed()} limitWh={bills[0]?.limitWh ?? null} locale={locale} />
          {!connection.isWeak && (
            <Card>
              <LinkList
                items={[
                  {
                    href: `/c/${connection.id}/consumption/year`,
                    icon: 'bars',
                    title: year('link'),
                    note: year('linkNote'),
                  },
                ]}
              />
            </Card>
          )}
        </>
      )}
      {connection.isWeak ? (
        <WeakLinkNote locale={locale} />
      ) : (
        <Alert kind="info">{textsFor(locale, 'common')('noSmartMeter')}</Alert>
      )}
    </>
  )
}
