import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { deskRefusalsNamed, IntakeForm } from '#components/inbox/intake-form.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { complaintCatalogue } from '#lib/complaints/catalogue.ts'
import { getDeskDraft } from '#lib/complaints/desk-draft.ts'
import { textsFor } from '#lib/i18n/texts.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'inbox')('intakeTitle') })
  return { title: (await searchParams).error ? common('title_error', { title }) : title }
}

/** Takes down what somebody says at the counter. */
export default async function IntakePage({ searchParams }: Props) {
  const { services, actor, locale } = await deskPage('complaint.register')
  const { draft: draftId, error } = await searchParams
  const draft = await getDeskDraft(services, actor, String(draftId ?? ''))
  const t = textsFor(locale, 'inbox')
  return (
    <Stack>
      <div>
        <BackLink href="/desk/complaints">{t('back')}</BackLink>
        <PageTitle>{t('intakeTitle')}</PageTitle>
      </div>
      <IntakeForm
        formKey={draft?.id ?? randomUUID()}
        draft={draft}
        categories={complaintCatalogue().categories}
        subdivisions={actor.subdivisions}
        refusals={deskRefusalsNamed(error)}
        locale={locale}
      />
    </Stack>
  )
}
