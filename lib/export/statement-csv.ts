import { textsFor } from '#lib/i18n/texts.ts'
import type { Statement } from '#lib/ledger/statement-of-account.ts'
import { statementRowText } from '#lib/ledger/statement-text.ts'
import type { Locale } from '#lib/units/locale.ts'
import { paise } from '#lib/units/paise.ts'
import { type CsvCell, csvText } from './csv.ts'
import { rupeesCell } from './csv-cells.ts'

/** A statement of account as a CSV file: what was owed before, each movement, what is owed at the end. */
export function statementCsv({ from, to, openingPaise, rows, closingPaise }: Statement, locale: Locale): string {
  const t = textsFor(locale, 'statement')
  const header = ['csvDay', 'csvKind', 'csvReference', 'csvCharge', 'csvCredit', 'csvBalance']
  const edge = (on: string, key: 'rowOpening' | 'rowClosing', amount: typeof openingPaise): CsvCell[] => [
    ...[{ text: on }, { text: t(key) }, null, null, null],
    rupeesCell(amount),
  ]
  return csvText([
    header.map((key) => ({ text: t(key) })),
    edge(from, 'rowOpening', openingPaise),
    ...rows.map((row): CsvCell[] => {
      const { what, number } = statementRowText(row, locale)
      const { on, changePaise: change, balancePaise } = row
      return [
        ...[{ text: on }, { text: what }, number ? { text: number } : null],
        change > 0n ? rupeesCell(change) : null,
        change < 0n ? rupeesCell(paise(-change)) : null,
        rupeesCell(balancePaise),
      ]
    }),
    edge(to, 'rowClosing', closingPaise),
  ])
}
