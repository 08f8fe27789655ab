import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { KnownElsewhere } from '#components/payments/known-elsewhere.tsx'
import { PaymentList } from '#components/payments/payment-list.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyCard } from '#components/ui/empty-card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { knownElsewhereUntil } from '#lib/payments/known-elsewhere-until.ts'
import { listPayments } from '#lib/payments/list-payments.ts'
import { listUndecided } from '#lib/payments/list-undecided.ts'
import { formatRupees } from '#lib/units/paise.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'payments')('listTitle') }) }
}

/** Every payment of the connection with its receipt, and those that the bank has not decided. */
export default async function PaymentsPage({ params }: { params: Promise<{ connection: string }> }) {
  const { services, actor, connection, locale } = await portalPage(params)
  const payments = await listPayments(services, actor, { connectionId: connection.id })
  if (!payments) notFound()
  const undecided = await listUndecided(services, actor, { connectionId: connection.id })
  const knownUntil = await knownElsewhereUntil(services)
  const t = textsFor(locale, 'payments')
  return (
    <div className="grid gap-4 lg:gap-5">
      <h1 className="text-h1">{t('listTitle')}</h1>
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
