import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { DecisionAlert } from '#components/desk/decision-alert.tsx'
import { InstalmentList } from '#components/desk/instalment-list.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { listInstalmentRequests } from '#lib/payments/list-instalment-requests.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'desk')('instalmentsTitle') }) }
}

/** Requests to pay over months that wait for an answer, and what was answered. */
export default async function DeskInstalmentsPage({ searchParams }: Props) {
  const { services, actor, locale } = await deskPage('instalments.decide')
  const requests = await listInstalmentRequests(services, actor)
  if (!requests) notFound()
  const t = textsFor(locale, 'desk')
  return (
    <Stack>
      <DecisionAlert {...(await searchParams)} locale={locale} />
      <div>
        <PageTitle>{t('instalmentsTitle')}</PageTitle>
        <p className="mt-1 text-text-2">{t('instalmentsLead')}</p>
      </div>
      <InstalmentList requests={requests} locale={locale} />
    </Stack>
  )
}
