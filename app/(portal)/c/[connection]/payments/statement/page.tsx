import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { StatementFiles, StatementTable, StatementTiles } from '#components/payments/statement.tsx'
import { AsOf } from '#components/ui/as-of.tsx'
import { Card } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { Pager } from '#components/ui/segments.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { statementOfYear } from '#lib/ledger/statement-of-account.ts'
import { formatFinancialYear, formatInstant } from '#lib/units/display.ts'
import { parseMonth } from '#lib/units/ist.ts'

type Props = {
  params: Promise<{ connection: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'statement')('title') }) }
}

/** The account of a financial year: what was owed before, each bill and payment, and what is owed now. */
export default async function StatementPage({ params, searchParams }: Props) {
  const { services, actor, connection, locale } = await portalPage(params)
  const { year } = await searchParams
  const april = typeof year === 'string' ? parseMonth(`${year}-04`) : null
  const found = await statementOfYear(services, actor, { connectionId: connection.id, april })
  if (!found) notFound()
  const t = textsFor(locale, 'statement')
  const path = `/c/${connection.id}/payments/statement`
  const at = found.years.indexOf(found.april)
  const step = (index: number, key: 'earlier' | 'later') => {
    const of = found.years[index]
    return of
      ? { href: `${path}?year=${of.slice(0, 4)}`, label: t(key, { year: formatFinancialYear(of) }) }
      : { href: null, label: '' }
  }
  return (
    <div className="grid gap-4 lg:gap-5">
      <BackLink href={`/c/${connection.id}/payments`}>{textsFor(locale, 'payments')('listTitle')}</BackLink>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h1 className="text-h1">{t('title')}</h1>
        <AsOf>{t('asOf', { time: formatInstant(found.statement.at, locale) })}</AsOf>
      </div>
      <Pager
        title={t('year', { year: formatFinancialYear(found.april) })}
        previous={step(at - 1, 'earlier')}
        next={step(at + 1, 'later')}
      />
      <StatementTiles statement={found.statement} locale={locale} />
      <Card>
        {found.statement.rows.length === 0 ? (
          <p>{t('empty')}</p>
        ) : (
          <StatementTable statement={found.statement} connectionId={connection.id} locale={locale} />
        )}
        <StatementFiles statement={found.statement} path={path} year={found.april.slice(0, 4)} locale={locale} />
      </Card>
    </div>
  )
}
