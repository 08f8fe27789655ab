import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { BillsSideBySide } from '#components/bills/bills-side-by-side.tsx'
import { CompareChoice } from '#components/bills/compare-choice.tsx'
import { DifferenceFigure } from '#components/bills/difference-figure.tsx'
import { withoutSign } from '#components/bills/difference-link.tsx'
import { DifferenceParts } from '#components/bills/difference-parts.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { compareBills } from '#lib/billing/compare-bills.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatMonth } from '#lib/units/display.ts'

type Props = {
  params: Promise<{ connection: string; bill: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'compare')('title') }) }
}

/** Why a bill differs from another one: from the one before, or from the one that `?with=` names. */
export default async function ComparePage({ params, searchParams }: Props) {
  const { services, actor, connection, locale } = await portalPage(params)
  const { bill: billId } = await params
  const withId = [(await searchParams).with].flat()[0] ?? null
  const comparison = await compareBills(services, actor, { connectionId: connection.id, billId, withId })
  if (!comparison) notFound()
  const t = textsFor(locale, 'compare')
  const { bill, other, differencePaise } = comparison
  const head = differencePaise > 0n ? 'headMore' : differencePaise < 0n ? 'headLess' : 'headSame'
  const [month, otherMonth] = [formatMonth(bill.month, locale), formatMonth(other.month, locale)]
  const path = `/c/${connection.id}/bills/${bill.id}`
  return (
    <Stack>
      <div>
        <BackLink href={path}>{textsFor(locale, 'bills')('billTitle', { month })}</BackLink>
        <PageTitle>{t(head, { month, other: otherMonth, amount: withoutSign(differencePaise) })}</PageTitle>
      </div>
      <DifferenceFigure comparison={comparison} locale={locale} />
      <DifferenceParts comparison={comparison} locale={locale} />
      <BillsSideBySide comparison={comparison} locale={locale} />
      <CompareChoice comparison={comparison} path={`${path}/compare`} locale={locale} />
    </Stack>
  )
}
