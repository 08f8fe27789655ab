import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { NoticeList } from '#components/notices/notice-list.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { listOfficeNotices } from '#lib/notices/office-notices.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'notices')('title') }) }
}

/** What the office tells its consumers on their Home. */
export default async function NoticesPage({ searchParams }: Props) {
  const { services, actor, locale } = await deskPage('notice.publish')
  const notices = await listOfficeNotices(services, actor)
  if (!notices) notFound()
  const t = textsFor(locale, 'notices')
  const said = `done_${(await searchParams).done}`
  return (
    <Stack>
      {t.has(said) && (
        <Alert kind="ok" status>
          {t(said)}
        </Alert>
      )}
      <div>
        <PageTitle>{t('title')}</PageTitle>
        <p className="mt-1 mb-3 text-text-2">{t('lead')}</p>
        <LinkButton href="/desk/notices/new" look="outlined">
          {t('newTitle')}
        </LinkButton>
      </div>
      <NoticeList notices={notices} locale={locale} />
    </Stack>
  )
}
