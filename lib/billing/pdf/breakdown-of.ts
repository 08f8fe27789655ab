import { type Texts, textsFor } from '#lib/i18n/texts.ts'
import { formatDay } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise, paise, sumPaise, ZERO_PAISE } from '#lib/units/paise.ts'
import type { BillView } from '../get-bill.ts'
import type { StoredLine } from '../stored-line.ts'
import { amountInWords } from './amount-in-words.ts'
import { lineDays, lineSum } from './line-sum.ts'
import { columnAmount } from './paper-text.ts'
import type { Breakdown, BreakdownLine } from './printable-bill.ts'

const CHARGES: ReadonlySet<string> = new Set(['FIXED', 'ENERGY', 'FPPPA', 'PREPAID_REBATE', 'DUTY'])

/**
 * The lines of a bill with a letter before every subtotal and everything that enters the total, so that the total row
 * can spell the sum and a person at the helpline can say "look at line B".
 */
export function breakdownOf(bill: BillView, locale: Locale): Breakdown {
  const t = textsFor(locale, 'pdf')
  const letters = lettersOf(t)
  const summands: string[] = []
  const print = (line: StoredLine, kind: BreakdownLine['kind'], letter: string): BreakdownLine => ({
    kind,
    letter,
    label: t(line.code === 'ADJUSTMENT' ? `line_ADJUSTMENT_${line.reason}` : `line_${line.code}`),
    days: lineDays(line, { from: bill.periodFrom, to: bill.periodTo }, locale),
    sum: lineSum(line, { locale, t }),
    amount: columnAmount(line.amountPaise),
  })
  const lettered = (line: StoredLine) => {
    const letter = letters()
    summands.push(letter)
    return print(line, 'line', letter)
  }

  const charges = bill.lines.filter(({ code }) => CHARGES.has(code))
  const subsidies = bill.lines.filter(({ code }) => code === 'SUBSIDY')
  const others = bill.lines.filter(({ code }) => !CHARGES.has(code) && code !== 'SUBSIDY')
  const chargesPaise = sumPaise(charges.map(({ amountPaise }) => amountPaise))
  const first = letters()
  const subtotal = (label: string, letter: string, sum: string, amountPaise: Paise, kind: 'subtotal' | 'share') => ({
    ...{ kind, letter, label, days: '', sum, amount: columnAmount(amountPaise) },
  })

  const lines: BreakdownLine[] = charges.map((line) => print(line, 'line', ''))
  if (subsidies.length === 0) {
    lines.push(subtotal(t('charges'), first, '', chargesPaise, 'subtotal'))
    summands.push(first)
  } else {
    lines.push(subtotal(t('fullPrice'), first, '', chargesPaise, 'subtotal'))
    const paid = subsidies.map((line) => print(line, 'subsidy', letters()))
    const share = letters()
    const sum = [first, ...paid.map(({ letter }) => letter)].join(' − ')
    const sharePaise = sumPaise([chargesPaise, ...subsidies.map(({ amountPaise }) => amountPaise)])
    lines.push(...paid, subtotal(t('share'), share, sum, sharePaise, 'share'))
    summands.push(share)
  }
  // Arrears of nothing are printed too: it calms.
  const before = others.filter(({ code }) => code === 'ADJUSTMENT')
  const arrears = others.filter(({ code }) => code === 'ARREARS')
  const after = others.filter(({ code }) => code !== 'ADJUSTMENT' && code !== 'ARREARS')
  lines.push(...before.map(lettered))
  if (arrears.length > 0) lines.push(...arrears.map(lettered))
  else if (bill.mode === 'POSTPAID') lines.push(noArrears(letters(), summands, t))
  lines.push(...after.map(lettered))

  // A utility's own bill names none.
  const orders = ordersOf(bill.lines)
  const isCredit = bill.payableByDuePaise < 0n
  const totalPaise = isCredit ? paise(-bill.payableByDuePaise) : bill.payableByDuePaise
  return {
    heading: t('how'),
    order: orders === '' ? '' : t('order', { orders }),
    columns: [t('colItem'), t('colSum'), t('colAmount')],
    lines,
    onNextPage: t('linesOnNextPage'),
    total: {
      label: t(isCredit ? 'amountCredit' : bill.mode === 'PREPAID' ? 'amountPrepaid' : 'total'),
      sum: summands.length > 1 ? summands.join(' + ') : '',
      amount: formatRupees(totalPaise),
    },
    wordsLabel: t('words'),
    words: amountInWords(totalPaise, locale),
    afterDue:
      bill.mode === 'POSTPAID' && bill.payableByDuePaise > 0n
        ? t('afterDue', { date: formatDay(bill.dueOn, locale), amount: formatRupees(bill.payableAfterDuePaise) })
        : null,
  }
}

function noArrears(letter: string, summands: string[], t: Texts): BreakdownLine {
  summands.push(letter)
  return {
    kind: 'line',
    letter,
    label: t('line_ARREARS'),
    days: '',
    sum: t('sum_none'),
    amount: columnAmount(ZERO_PAISE),
  }
}

/** A, B, C …; a bill with more summands than letters goes on with numbers. */
function lettersOf(t: Texts): () => string {
  const letters = t('letters').split(' ')
  let used = 0
  return () => {
    used += 1
    return letters[used - 1] ?? String(used)
  }
}

function ordersOf(lines: readonly StoredLine[]): string {
  return [...new Set(lines.flatMap((line) => ('orderId' in line ? line.orderId : [])))].join(', ')
}
