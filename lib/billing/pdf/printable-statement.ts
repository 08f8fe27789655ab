import { textsFor } from '#lib/i18n/texts.ts'
import type { Statement } from '#lib/ledger/statement-of-account.ts'
import { statementRowText } from '#lib/ledger/statement-text.ts'
import {
  formatFinancialYear,
  formatInstant,
  formatPeriod,
  formatTableDay,
  spacedConsumerNo,
} from '#lib/units/display.ts'
import type { Month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { paise } from '#lib/units/paise.ts'
import { type PaperHead, paperHead } from './paper-head.ts'
import { columnAmount, paperAddress, paperName } from './paper-text.ts'
import type { PrintSettings } from './print-settings.ts'
import type { Labelled } from './printable-bill.ts'

/** A statement of account as paper prints it, every text formatted. */
export type PrintableStatement = PaperHead & {
  title: string
  facts: Labelled[]
  columns: string[]
  /** The first and the last row and the sums are set strong. */
  rows: { day: string; what: string; detail: string; charge: string; credit: string; balance: string; isSum: boolean }[]
  note: string
  footer: string
}

export function printableStatementOf(
  { statement, april }: { statement: Statement; april: Month },
  settings: PrintSettings,
  locale: Locale,
): PrintableStatement {
  const t = textsFor(locale, 'statement')
  const { consumerNo, from, to, at } = statement
  const year = formatFinancialYear(april)
  const empty = { detail: '', charge: '', credit: '', balance: '', isSum: true }
  return {
    ...paperHead(settings, { locale, title: t('documentTitle', { year, consumerNo }), at }),
    title: `${t('title')} ${year}`,
    facts: [
      { label: t('consumer'), value: paperName(statement.holderName) },
      { label: t('consumerNo'), value: spacedConsumerNo(consumerNo) },
      { label: t('address'), value: paperAddress(statement.address) },
      { label: t('span'), value: formatPeriod(from, to, locale) },
    ],
    columns: [t('colDay'), t('colWhat'), t('colCharge'), t('colCredit'), t('colBalance')],
    rows: [
      { ...empty, day: formatTableDay(from), what: t('rowOpening'), balance: columnAmount(statement.openingPaise) },
      ...statement.rows.map((row) => {
        const { what, number } = statementRowText(row, locale)
        const { on, changePaise: change, balancePaise } = row
        return {
          ...{ day: formatTableDay(on), what, detail: number, isSum: false },
          charge: change > 0n ? columnAmount(change) : '',
          credit: change < 0n ? columnAmount(paise(-change)) : '',
          balance: columnAmount(balancePaise),
        }
      }),
      {
        ...{ ...empty, day: '', what: t('sums') },
        charge: columnAmount(statement.chargesPaise),
        credit: columnAmount(statement.creditsPaise),
      },
      { ...empty, day: formatTableDay(to), what: t('rowClosing'), balance: columnAmount(statement.closingPaise) },
    ],
    note: `${t('note')} ${t('ahead')}`,
    footer: t('footer', { consumerNo, time: formatInstant(at, locale) }),
  }
}
