import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { type Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { Name } from '#components/ui/name.tsx'
import { getOfficeComplaint } from '#lib/complaints/get-office-complaint.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'
import { formatDay, formatInstant } from '#lib/units/display.ts'
import { inLanguage } from '#lib/units/locale.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'camps')('slipTitle') }) }
}

/** What somebody takes home from the desk on paper; no more of the person is on it than they told. */
export default async function SlipPage({ params }: { params: Promise<{ complaint: string }> }) {
  const { services, actor, locale } = await deskPage('complaint.read')
  const { complaint: complaintId } = await params
  const found = await getOfficeComplaint(services, actor, { complaintId })
  if (!found) notFound()
  // On paper in the language in which whoever complained reads.
  const { language } = found
  const [t, complaints] = [textsFor(language, 'camps'), textsFor(language, 'complaints')]
  const { number, category, registeredAt, state, dueAt, promisedOn, decidedAt } = found.thread
  const rows: Definition[] = [
    { label: complaints('number'), value: <strong className="text-value">{number}</strong> },
    { label: textsFor(language, 'inbox')('category'), value: inLanguage(category.name, language) },
    { label: textsFor(language, 'inbox')('registered'), value: formatInstant(registeredAt, language) },
    ...(promisedOn ? [{ label: complaints('state_PROMISED'), value: formatDay(promisedOn, language) }] : []),
    decidedAt
      ? { label: complaints(`state_${state}`), value: formatInstant(decidedAt, language) }
      : { label: complaints('thread_clock'), value: formatInstant(dueAt, language) },
    { label: textsFor(language, 'inbox')('subdivision'), value: <Name locale={language}>{found.subdivision}</Name> },
  ]
  const { discom, portalUrl } = env()
  return (
    <Stack>
      <div>
        <BackLink href={`/desk/complaints/${complaintId}`}>{textsFor(locale, 'camps')('openThread')}</BackLink>
      </div>
      <div lang={language === locale ? undefined : language} className="grid gap-4">
        <PageTitle>{t('slipTitle')}</PageTitle>
        <Card>
          <DefinitionList rows={rows} />
          <p className="mt-3 text-small [overflow-wrap:anywhere]">
            {t.rich('slipKeep', { url: `${portalUrl}/track`, address: (text) => <span lang="en">{text}</span> })}
          </p>
          <p className="mt-1 text-small">
            {inLanguage(discom.name, language)} · {discom.helpline}
          </p>
        </Card>
      </div>
    </Stack>
  )
}
