import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { signedInPage } from '#app/portal-page.ts'
import { BatchAmount } from '#components/payments/batch-amount.tsx'
import { BatchStatus } from '#components/payments/batch-status.tsx'
import { KnownElsewhere } from '#components/payments/known-elsewhere.tsx'
import { UpiPayment } from '#components/payments/upi-payment.tsx'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Columns, PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { heldTo } from '#lib/consumers/held-to.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { getBatch } from '#lib/payments/get-batch.ts'
import { knownElsewhereUntil } from '#lib/payments/known-elsewhere-until.ts'
import { getPaymentServices } from '#lib/payments/payment-services.ts'
import { env } from '#lib/platform/env.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'payments')('togetherTitle') }) }
}

/** One QR for what several connections owe: how much for each, where it stands, and then a receipt for each. */
export default async function PayTogetherPage({ params }: { params: Promise<{ batch: string }> }) {
  const { batch: batchId } = await params
  const path = `/connections/pay/${batchId}`
  const { services, actor, locale } = await signedInPage(path)
  const batch = await getBatch(heldTo(getPaymentServices(), actor), actor, { batchId })
  if (!batch) notFound()
  const knownUntil = batch.upiLink ? await knownElsewhereUntil(services) : null
  const t = textsFor(locale, 'payments')
  const { discom, mode, gateway } = env()
  const { upiLink } = batch
  const isDemo = mode === 'demo'
  return (
    <PublicShell locale={locale} path={path} discom={discom} demo={isDemo}>
      <Stack>
        <div>
          <BackLink href="/connections">{t('backToConnections')}</BackLink>
          <PageTitle>{t('togetherTitle')}</PageTitle>
        </div>
        <Columns>
          <BatchAmount batch={batch} locale={locale} />
          <Stack>
            {upiLink && <UpiPayment attempt={batch} upiLink={upiLink} demo={isDemo} locale={locale} />}
            {upiLink && !gateway && <Alert kind="info">{t('byStatement')}</Alert>}
            <BatchStatus batch={batch} locale={locale} />
          </Stack>
        </Columns>
        {upiLink && <KnownElsewhere until={knownUntil} locale={locale} />}
      </Stack>
    </PublicShell>
  )
}
