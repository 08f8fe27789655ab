import { FileLink, fileNote } from '#components/ui/file-link.tsx'
import { isPayable } from '#lib/billing/bill-state.ts'
import type { BillView } from '#lib/billing/get-bill.ts'
import { MOST_KB } from '#lib/export/file-sizes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatMonth } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'
import { ShareBill } from './share-bill.tsx'

/**
 * What a person does with a bill outside the portal: giving it to somebody, and being reminded of its day. What is shared is
 * the paper itself or a sentence, never a link: a link into the portal opens for nobody else, and one that opened would go
 * on doing so wherever it was passed on to.
 */
export function BillKeepLinks({ bill, locale }: { bill: BillView; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const path = `/c/${bill.connectionId}/bills/${bill.id}`
  const month = formatMonth(bill.month, locale)
  const isDue = isPayable(bill.state)
  const text = isDue
    ? t('shareDue', { month, amount: formatRupees(bill.unpaidPaise), date: formatDay(bill.dueOn, locale) })
    : t('shareText', { month })
  return (
    <div className="no-print mt-1 flex flex-wrap gap-x-5">
      {isDue && !bill.due.isOverdue && (
        <FileLink
          {...{ href: `${path}/calendar`, icon: 'calendar', download: true, name: t('toCalendar') }}
          note={fileNote({ mostKb: MOST_KB.calendar }, locale, 'ICS')}
        />
      )}
      <ShareBill
        pdf={`${path}/pdf?lang=${locale}`}
        fileName={`bill-${bill.month}.pdf`}
        text={text}
        words={{ share: t('share'), shareFailed: t('shareFailed'), asText: t('shareAsText') }}
      />
    </div>
  )
}
