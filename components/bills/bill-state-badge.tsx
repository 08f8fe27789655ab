import { Badge, type BadgeKind } from '#components/ui/badge.tsx'
import type { BillFacts } from '#lib/billing/bill-row.ts'
import type { BillState } from '#lib/billing/bill-state.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatShortDay } from '#lib/units/display.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise } from '#lib/units/paise.ts'

const KINDS: Record<BillState, BadgeKind> = {
  NOTHING_DUE: 'ok',
  CREDIT: 'ok',
  DUE: 'warn',
  OVERDUE: 'bad',
  PART_PAID: 'warn',
  PAID: 'ok',
  CARRIED_OVER: 'quiet',
  PREPAID: 'quiet',
}

type StatedBill = { state: BillState; dueOn: IstDay; unpaidPaise: Paise }

/** Says that some days of a bill are estimated; nothing where all were read. */
export function ProvisionalBadge({ bill, locale }: { bill: { basis: BillFacts['basis'] }; locale: Locale }) {
  if (bill.basis !== 'PROVISIONAL') return null
  return (
    <Badge kind="warn" icon="info">
      {textsFor(locale, 'bills')('provisional')}
    </Badge>
  )
}

/** Where a bill stands, in a word. */
export function BillStateBadge({ bill, locale }: { bill: StatedBill; locale: Locale }) {
  const { state, dueOn, unpaidPaise } = bill
  const values = { date: formatShortDay(dueOn, locale), amount: formatRupees(unpaidPaise) }
  return <Badge kind={KINDS[state]}>{textsFor(locale, 'bills')(`state_${state}`, values)}</Badge>
}
