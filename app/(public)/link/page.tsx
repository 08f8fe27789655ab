import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { linkError } from '#components/linking/link-errors.ts'
import { LinkPage } from '#components/linking/link-page.tsx'
import { NoBill } from '#components/linking/no-bill.tsx'
import { PhotoFirst, PhotoForm, ReadFromPhoto } from '#components/linking/photo-form.tsx'
import { StartForm } from '#components/linking/start-form.tsx'
import { nextCamp } from '#lib/camps/next-camp.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { currentActor, currentBillPhoto } from '#lib/identity/session.ts'
import { ownMobile } from '#lib/linking/begin-link.ts'
import { MOST_PHOTO_BYTES } from '#lib/linking/link-policy.ts'
import { keptFacts } from '#lib/linking/photo/kept-facts.ts'
import { getServices } from '#lib/platform/services.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = textsFor(locale, 'link')('title')
  const failed = (await searchParams).error !== undefined
  return { title: common('title', { title: failed ? common('title_error', { title }) : title }) }
}

/** Linking a mobile number, step 1: which connection, and which number. */
export default async function LinkStartPage({ searchParams }: Props) {
  const locale = await currentLocale()
  const query = await searchParams
  const one = (name: string) => [query[name]].flat()[0]
  const t = textsFor(locale, 'link')
  const size = MOST_PHOTO_BYTES / 2 ** 20
  const error = linkError(t, one('error'), { digits: one('digits'), size })
  const actor = await currentActor()
  const mobile = actor && (await ownMobile(getServices(), actor))
  const filled = keptFacts(await currentBillPhoto(), null)
  return (
    <LinkPage step={1} back={actor ? '/connections' : '/'} error={error} locale={locale}>
      <p className="text-text-2">{t('lead')}</p>
      <PhotoFirst
        photo={<PhotoForm action="/api/link/photo" mostMegabytes={size} error={error} locale={locale} />}
        filled={filled?.consumerNo ? <ReadFromPhoto locale={locale} /> : null}
        isRefused={error?.field === 'photo'}
        locale={locale}
      >
        <StartForm ownMobile={mobile} consumerNo={filled?.consumerNo} error={error} locale={locale} />
      </PhotoFirst>
      <NoBill camp={await nextCamp(getServices(), null)} locale={locale} />
    </LinkPage>
  )
}
