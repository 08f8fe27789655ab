import { DataTable } from '#components/ui/data-table.tsx'
import { FileLink, fileNote } from '#components/ui/file-link.tsx'
import { StatTile, StatTiles } from '#components/ui/stat-tile.tsx'
import { statementKb } from '#lib/export/file-sizes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Statement, StatementRow } from '#lib/ledger/statement-of-account.ts'
import { statementRowText } from '#lib/ledger/statement-text.ts'
import { formatDay } from '#lib/units/display.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise, paise } from '#lib/units/paise.ts'

type Props = { statement: Statement; locale: Locale }

/** Opening, charged, paid, closing. */
export function StatementTiles({ statement, locale }: Props) {
  const t = textsFor(locale, 'statement')
  const { from, to, openingPaise, chargesPaise, creditsPaise, closingPaise } = statement
  const edge = (key: 'opening' | 'closing', on: IstDay, amount: Paise) => (
    <StatTile
      label={t(amount < 0n ? `${key}Ahead` : key, { day: formatDay(on, locale) })}
      value={formatRupees(amount < 0n ? paise(-amount) : amount)}
    />
  )
  return (
    <StatTiles>
      {edge('opening', from, openingPaise)}
      <StatTile label={t('charges')} value={formatRupees(chargesPaise)} />
      <StatTile label={t('credits')} value={formatRupees(creditsPaise)} />
      {edge('closing', to, closingPaise)}
    </StatTiles>
  )
}

/** Each movement, oldest first: cards on phones, a table when wide. */
export function StatementTable({ statement, connectionId, locale }: Props & { connectionId: string }) {
  const t = textsFor(locale, 'statement')
  const { rows } = statement
  const name = (row: StatementRow) => <RowName row={row} connectionId={connectionId} locale={locale} />
  return (
    <>
      <ul className="md:hidden">
        {rows.map((row) => (
          <li key={row.id} className="border-b border-line py-3 last:border-b-0">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="text-label">{formatDay(row.on, locale)}</span>
              <span className="text-label">{formatRupees(row.changePaise, { sign: 'always' })}</span>
            </p>
            {name(row)}
            <p className="text-small text-text-2">
              {t('colBalance').replace(' ₹', '')} {formatRupees(row.balancePaise)}
            </p>
          </li>
        ))}
      </ul>
      <div className="hidden md:block">
        <DataTable
          caption={t('caption')}
          captionHidden
          columns={[
            { key: 'day', title: t('colDay') },
            { key: 'what', title: t('colWhat') },
            { key: 'charge', title: t('colCharge'), align: 'right' },
            { key: 'credit', title: t('colCredit'), align: 'right' },
            { key: 'balance', title: t('colBalance'), align: 'right', look: 'strong' },
          ]}
          rows={rows.map((row) => ({
            key: row.id,
            cells: {
              day: formatDay(row.on, locale),
              what: name(row),
              charge: row.changePaise > 0n ? figure(row.changePaise) : '',
              credit: row.changePaise < 0n ? figure(paise(-row.changePaise)) : '',
              balance: figure(row.balancePaise),
            },
          }))}
        />
      </div>
      {rows.some(({ balancePaise }) => balancePaise < 0n) && (
        <p className="mt-2 text-small text-text-2">{t('ahead')}</p>
      )}
    </>
  )
}

/** The column's title says the unit. */
const figure = (amount: Paise) => formatRupees(amount).replace('₹', '')

function RowName({ row, connectionId, locale }: { row: StatementRow; connectionId: string; locale: Locale }) {
  const { what, number } = statementRowText(row, locale)
  const below = row.bill ? `bills/${row.bill.id}` : row.payment ? `payments/${row.payment.id}` : null
  if (!below) return <span className="block py-1">{what}</span>
  return (
    <a href={`/c/${connectionId}/${below}`} className="flex min-h-11 w-fit flex-col justify-center py-1">
      <span>{what}</span>
      <span className="text-small font-semibold text-primary underline underline-offset-4">{number}</span>
    </a>
  )
}

/** The year as a file. */
export function StatementFiles({ statement, path, year, locale }: Props & { path: string; year: string }) {
  const t = textsFor(locale, 'statement')
  const most = statementKb(statement.rows.length)
  return (
    <div className="no-print mt-3 flex flex-wrap gap-x-5 border-t border-line pt-2">
      {(['pdf', 'csv'] as const).map((kind) => (
        <FileLink
          key={kind}
          href={`${path}/${kind}?year=${year}`}
          name={t(kind)}
          note={fileNote({ mostKb: most[kind] }, locale)}
        />
      ))}
    </div>
  )
}
