import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { KnownElsewhere } from '#components/payments/known-elsewhere.tsx'
import { PaymentList } from '#components/payments/payment-list.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyCard } from '#components/ui/empty-card.tsx'
import { BackLink, type LinkItem, LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { knownElsewhereUntil } from '#lib/payments/known-elsewhere-until.ts'
import { listPayments, PAYMENTS_A_PAGE } from '#lib/payments/list-payments.ts'
import { listUndecided } from '#lib/payments/list-undecided.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Props = {
  params: Promise<{ connection: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'payments')('listTitle') }) }
}

/**
 * A page of the connection's payments with their receipts: the newest, or with `?before=` those before one; and those that the
 * bank has not decided.
 */
export default async function PaymentsPage({ params, searchParams }: Props) {
  const { services, actor, connection, locale } = await portalPage(params)
  const before = [(await searchParams).before].flat()[0]
  // One more than is shown tells whether there is a rest.
  const found = await listPayments(services, actor, { connectionId: connection.id, limit: PAYMENTS_A_PAGE + 1, before })
  if (!found) notFound()
  const payments = found.slice(0, PAYMENTS_A_PAGE)
  const older = found.length > payments.length ? payments.at(-1)?.id : undefined
  const undecided = await listUndecided(services, actor, { connectionId: connection.id })
  const knownUntil = await knownElsewhereUntil(services)
  const t = textsFor(locale, 'payments')
  const rest: LinkItem[] = older
    ? [{ href: `/c/${connection.id}/payments?before=${older}`, icon: 'rupee', title: t('older') }]
    : []
  return (
    <div className="grid gap-4 lg:gap-5">
      <div>
        {before && <BackLink href={`/c/${connection.id}/payments`}>{t('newest')}</BackLink>}
        <h1 className="text-h1">{t('listTitle')}</h1>
      </div>
      {undecided.map(({ id, amountPaise }) => (
        <Alert key={id} kind="warn" lead={t('undecided', { amount: formatRupees(amountPaise) })}>
          <a href={`/c/${connection.id}/pay/${id}`}>{t('undecidedLink')}</a>
        </Alert>
      ))}
      {payments.length === 0 ? (
        <EmptyCard icon="rupee" lead={t('listEmpty')} />
      ) : (
        <Card>
          <PaymentList payments={payments} connectionId={connection.id} locale={locale} />
        </Card>
      )}
      <Card>
        <LinkList
          items={[
            ...rest,
            {
              ...{ href: `/c/${connection.id}/pay`, icon: 'rupee' },
              title: t(connection.mode === 'PREPAID' ? 'rechargeTitle' : 'otherAmount'),
            },
            {
              href: `/c/${connection.id}/payments/statement`,
              icon: 'receipt',
              title: textsFor(locale, 'statement')('link'),
              note: textsFor(locale, 'statement')('linkNote'),
            },
          ]}
        />
      </Card>
      <KnownElsewhere until={knownUntil} locale={locale} />
    </div>
  )
}
