import { Hatch } from '#components/charts/bar-picture.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { LoadMonth, LoadMonthState } from '#lib/metering/load-months.ts'
import { formatMonth, formatShortMonth } from '#lib/units/display.ts'
import { formatKw } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'

const HATCH = 'months-hatch'
const TILES: Record<LoadMonthState, string> = {
  ABOVE: 'bg-bar-over text-surface print:border',
  WITHIN: 'bg-ok-tint text-ok',
  PARTLY: 'border border-dashed border-ok bg-ok-tint text-ok',
  NO_DATA: 'overflow-hidden',
  TO_COME: 'border border-dashed border-line-strong',
  BEFORE_METER: 'bg-sunken text-text-2',
}

/** The twelve months of a financial year, six in a row: each a shape, a name, and words for those who hear it. */
export function MonthStrip({ months, locale }: { months: readonly LoadMonth[]; locale: Locale }) {
  const t = textsFor(locale, 'load')
  return (
    <ol className="grid grid-cols-6 gap-1.5 md:gap-2">
      {months.map(({ month, state, peakW }) => (
        <li key={month} className="min-w-0 text-center">
          <span className={`flex h-9 items-center justify-center rounded-lg ${TILES[state]}`}>
            <Shape state={state} />
          </span>
          <span aria-hidden="true" className={`block text-fine ${state === 'ABOVE' ? 'font-bold' : 'text-text-2'}`}>
            {formatShortMonth(month, locale)}
          </span>
          <span className="sr-only">
            {formatMonth(month, locale)}: {t(`month_${state}`, { peak: formatKw(peakW ?? 0) })}
          </span>
        </li>
      ))}
    </ol>
  )
}

function Shape({ state }: { state: LoadMonthState }) {
  switch (state) {
    case 'ABOVE':
      return <Icon name="warning" className="size-5" />
    case 'WITHIN':
    case 'PARTLY':
      return <Icon name="check" className="size-5" />
    case 'NO_DATA':
      return (
        <svg width="100%" height="100%" aria-hidden="true">
          <Hatch id={HATCH} />
          <rect width="100%" height="100%" fill={`url(#${HATCH})`} />
        </svg>
      )
    case 'BEFORE_METER':
      return <span aria-hidden="true">–</span>
    case 'TO_COME':
      return null
  }
}
