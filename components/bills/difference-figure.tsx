import { DifferenceBars } from '#components/charts/difference-bars.tsx'
import { Figure } from '#components/charts/figure.tsx'
import { Card } from '#components/ui/card.tsx'
import type { BillComparison } from '#lib/billing/compare-bills.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { causeName, mainReason, signed } from './difference-text.ts'

const FIGURE = 'difference'

/** The parts of the difference as bars, led by the reason that weighs most. */
export function DifferenceFigure({ comparison, locale }: { comparison: BillComparison; locale: Locale }) {
  const t = textsFor(locale, 'compare')
  const { parts, differencePaise } = comparison
  const main = mainReason(comparison, locale)
  const total = { cause: t('total'), amount: signed(differencePaise) }
  const rows = parts.map((part) => ({ cause: causeName(part, locale), amount: signed(part.amountPaise) }))
  return (
    <Card>
      <Figure
        id={FIGURE}
        locale={locale}
        finding={
          main
            ? t('mainReason', { reason: main.reason, amount: main.amount })
            : t(parts.length === 0 ? 'findingIdentical' : 'findingSame')
        }
        summary={t('summary', { count: parts.length, amount: signed(differencePaise) })}
        table={{
          caption: t('partsCaption'),
          columns: [
            { key: 'cause', title: t('colCause') },
            { key: 'amount', title: t('colAmount'), align: 'right' },
          ],
          rows: [...rows, total].map((cells) => ({ key: cells.cause, cells })),
        }}
        note={t('method')}
      >
        <DifferenceBars
          figure={FIGURE}
          rows={parts.map((part) => ({
            key: part.cause,
            label: causeName(part, locale),
            value: Number(part.amountPaise) / 100,
            amount: signed(part.amountPaise),
          }))}
        />
      </Figure>
    </Card>
  )
}
