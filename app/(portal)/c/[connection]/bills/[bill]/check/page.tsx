import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { CheckNotes, CheckResult, CheckTable } from '#components/bills/bill-check.tsx'
import { ComplainLink } from '#components/complaints/complain-link.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { checkBill } from '#lib/billing/check-bill.ts'
import { opensPart } from '#lib/consumers/link-parts.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatMonth } from '#lib/units/display.ts'

type Params = { params: Promise<{ connection: string; bill: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'recheck')('title') }) }
}

/** A bill computed once more from the meter's readings and the tariff, line by line beside what was billed. */
export default async function BillCheckPage({ params }: Params) {
  const { services, actor, connection, locale } = await portalPage(params)
  const { bill: billId } = await params
  const check = await checkBill(services, actor, { connectionId: connection.id, billId })
  if (!check) notFound()
  const t = textsFor(locale, 'recheck')
  const month = formatMonth(check.bill.month, locale)
  return (
    <Stack>
      <div>
        <BackLink href={`/c/${connection.id}/bills/${check.bill.id}`}>
          {textsFor(locale, 'bills')('billTitle', { month })}
        </BackLink>
        <PageTitle>{t('heading', { month })}</PageTitle>
      </div>
      {check.ok ? (
        <>
          <CheckResult check={check} locale={locale} />
          <CheckTable check={check} locale={locale} />
          <CheckNotes check={check} locale={locale} />
          {check.checkedPaise !== check.bill.payableByDuePaise && opensPart(connection, 'RECORD') && (
            <ComplainLink
              connectionId={connection.id}
              evidence={{ kind: 'BILL', billId: check.bill.id }}
              locale={locale}
            />
          )}
        </>
      ) : (
        <Alert kind="info" lead={t('cannot')}>
          {t('cannotText')}
        </Alert>
      )}
    </Stack>
  )
}
