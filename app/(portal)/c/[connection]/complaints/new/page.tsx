import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { ComplaintForm, refusalsNamed } from '#components/complaints/complaint-form.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { beginComplaint } from '#lib/complaints/begin-complaint.ts'
import { categoriesOf } from '#lib/complaints/catalogue.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'
import { inLanguage } from '#lib/units/locale.ts'

type Query = Record<string, string | string[] | undefined>
type Props = { params: Promise<{ connection: string }>; searchParams: Promise<Query> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'complaints')('form_title') })
  return { title: refusalsNamed((await searchParams).error).length > 0 ? common('title_error', { title }) : title }
}

/** A new complaint, with the figures of the page that it was begun on, or as it was filled in before. */
export default async function NewComplaintPage({ params, searchParams }: Props) {
  const { services, actor, connection, locale } = await portalPage(params, 'RECORD')
  const { error, draft, evidence, category, wanted } = await searchParams
  const begun = await beginComplaint(services, actor, {
    connectionId: connection.id,
    ...{ draftId: String(draft ?? ''), evidence: String(evidence ?? ''), category: String(category ?? '') },
    wanted: String(wanted ?? ''),
  })
  if (!begun) notFound()
  const t = textsFor(locale, 'complaints')
  const service = categoriesOf('SERVICE').find(({ key }) => key === begun.category) ?? null
  return (
    <Stack>
      <div>
        <BackLink href={`/c/${connection.id}/complaints`}>{t('backToList')}</BackLink>
        <PageTitle>
          {service ? t('service_form', { name: inLanguage(service.name, locale) }) : t('form_title')}
        </PageTitle>
      </div>
      <ComplaintForm
        connectionId={connection.id}
        formKey={begun.draft?.id ?? randomUUID()}
        categories={categoriesOf('COMPLAINT')}
        service={service}
        begun={begun}
        refusals={refusalsNamed(error)}
        helpline={env().discom.helpline}
        locale={locale}
      />
    </Stack>
  )
}
