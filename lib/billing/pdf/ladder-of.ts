import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, ZERO_PAISE } from '#lib/units/paise.ts'
import { amountDue, type LadderRow } from '../amount-due.ts'
import type { BillView } from '../get-bill.ts'
import { paperDay } from './paper-text.ts'
import type { Ladder, LadderCell } from './printable-bill.ts'

/** Dates down, ways of paying across; the first row is today's and its online cell, the cheapest, is framed. */
export function ladderOf(bill: BillView, locale: Locale): Ladder | null {
  const t = textsFor(locale, 'pdf')
  const [today] = bill.due.ladder
  if (!today) return null
  // Paying at a counter earns the prompt rebate alone.
  const atCounter = amountDue({
    bill: { ...bill, digitalRebatePaise: ZERO_PAISE },
    unpaidPaise: bill.unpaidPaise,
    on: today.fromOn,
  })
  const cell = (row: LadderRow | undefined, isFramed: boolean): LadderCell => ({
    amount: row ? formatRupees(row.amountPaise) : '',
    saving: row && row.rebatePaise > 0n ? t('saving', { amount: formatRupees(row.rebatePaise) }) : '',
    isFramed,
  })
  const late = bill.due.ladder.find(({ kind }) => kind === 'AFTER_DUE')
  if (!late) return null
  const hasRebate = bill.due.ladder.some(({ rebatePaise }) => rebatePaise > 0n)
  return {
    heading: t(hasRebate ? 'ladder' : 'ladderPlain'),
    columns: [t('ladderWhen'), t('ladderOnline'), t('ladderCounter')],
    rows: bill.due.ladder
      .filter(({ untilOn }) => untilOn !== null)
      .map((row, index) => ({
        when: t('by', { date: paperDay(row.untilOn ?? bill.dueOn, locale) }),
        online: cell(row, index === 0),
        counter: cell(
          atCounter.ladder.find(({ untilOn }) => untilOn !== null && untilOn >= (row.untilOn ?? bill.dueOn)),
          false,
        ),
      })),
    late: {
      when: t('after', { date: paperDay(bill.dueOn, locale) }),
      amount: formatRupees(late.amountPaise),
      surcharge: late.surchargePaise > 0n ? t('surcharge', { amount: formatRupees(late.surchargePaise) }) : '',
      isFramed: false,
    },
  }
}
