import { Card } from '#components/ui/card.tsx'
import type { LadderRow } from '#lib/billing/amount-due.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatShortDay } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

/** What the same bill costs from which day on; nothing where waiting costs nothing. */
export function PayLater({ ladder, locale }: { ladder: LadderRow[]; locale: Locale }) {
  if (ladder.length < 2) return null
  const t = textsFor(locale, 'payments')
  const when = ({ fromOn, untilOn }: LadderRow, isFirst: boolean) => {
    if (!untilOn) return t('laterFrom', { day: formatShortDay(fromOn, locale) })
    const until = formatShortDay(untilOn, locale)
    return isFirst
      ? t('laterUntil', { day: until })
      : t('laterBetween', { from: formatShortDay(fromOn, locale), until })
  }
  return (
    <Card title={t('later')}>
      <table className="w-full">
        <caption className="sr-only">{t('later')}</caption>
        <tbody>
          {ladder.map((row, index) => (
            <tr key={row.fromOn} className="border-b border-line last:border-b-0">
              <th scope="row" className={`py-2.5 pr-2 text-left ${index === 0 ? 'font-bold' : 'font-normal'}`}>
                {when(row, index === 0)}
              </th>
              <td
                className={`px-2 py-2.5 text-small whitespace-nowrap ${row.rebatePaise > 0n && index === 0 ? 'font-semibold text-ok' : 'text-text-2'}`}
              >
                {row.rebatePaise > 0n && t('laterOff', { amount: formatRupees(row.rebatePaise) })}
                {row.surchargePaise > 0n && t('laterSurcharge', { amount: formatRupees(row.surchargePaise) })}
              </td>
              <td className="py-2.5 pl-2 text-right font-semibold">{formatRupees(row.amountPaise)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {ladder.some(({ surchargePaise }) => surchargePaise > 0n) && (
        <p className="mt-2 text-fine text-text-2">{t('laterNote')}</p>
      )}
    </Card>
  )
}
