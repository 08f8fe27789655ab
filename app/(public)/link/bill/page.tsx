import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { BillFactsForm, OldNumberForm } from '#components/linking/bill-facts-form.tsx'
import { linkError, ON_RECORD } from '#components/linking/link-errors.ts'
import { LinkPage } from '#components/linking/link-page.tsx'
import { NoBill } from '#components/linking/no-bill.tsx'
import { PhotoFirst, PhotoForm, ReadFromPhoto } from '#components/linking/photo-form.tsx'
import { nextCamp } from '#lib/camps/next-camp.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { currentBillPhoto, currentLinkRequestId } from '#lib/identity/session.ts'
import { getLinkProgress } from '#lib/linking/get-link-progress.ts'
import { MOST_PHOTO_BYTES } from '#lib/linking/link-policy.ts'
import { linksByOldBill } from '#lib/linking/old-bill.ts'
import { keptFacts } from '#lib/linking/photo/kept-facts.ts'
import { getServices } from '#lib/platform/services.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = textsFor(locale, 'link')('billTitle')
  const failed = (await searchParams).error !== undefined
  return { title: common('title', { title: failed ? common('title_error', { title }) : title }) }
}

/** Step 2: what proves the connection. It looks the same whether anybody has the consumer number or not. */
export default async function LinkBillPage({ searchParams }: Props) {
  const progress = await getLinkProgress(getServices(), await currentLinkRequestId())
  if (!progress) redirect('/link')
  const locale = await currentLocale()
  const t = textsFor(locale, 'link')
  const size = MOST_PHOTO_BYTES / 2 ** 20
  const byBill = linksByOldBill()
  const refusal = linkError(t, [(await searchParams).error].flat()[0], { size })
  const error = refusal && { ...refusal, field: byBill ? refusal.field : ON_RECORD }
  const filled = keptFacts(await currentBillPhoto(), progress.consumerNo)
  return (
    <LinkPage step={2} consumerNo={progress.consumerNo} back="/link" error={error} locale={locale}>
      <h2 className="text-h2">{t('billTitle')}</h2>
      {byBill && (
        <PhotoFirst
          photo={<PhotoForm action="/api/link/photo?step=bill" mostMegabytes={size} error={error} locale={locale} />}
          filled={filled ? <ReadFromPhoto lacksMeterNo={filled.meterNo === ''} locale={locale} /> : null}
          isRefused={error?.field === 'photo'}
          locale={locale}
        >
          <BillFactsForm filled={filled} error={error} locale={locale} />
        </PhotoFirst>
      )}
      <OldNumberForm isOnlyWay={!byBill} locale={locale} />
      <NoBill camp={await nextCamp(getServices(), null)} locale={locale} />
    </LinkPage>
  )
}
