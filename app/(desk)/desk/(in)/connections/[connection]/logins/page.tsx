import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { EndLoginsForm, endLoginsErrorOf } from '#components/desk/end-logins-form.tsx'
import { LookForm } from '#components/desk/look-form.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getDeskLogins } from '#lib/staff/get-desk-logins.ts'
import { spacedConsumerNo } from '#lib/units/display.ts'

type Query = Record<string, string | string[] | undefined>
type Props = { params: Promise<{ connection: string }>; searchParams: Promise<Query> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'desk')('loginsTitle') })
  return { title: endLoginsErrorOf((await searchParams).error) ? common('title_error', { title }) : title }
}

/** Ends the logins of somebody who is linked to a connection: who, why, and what it does. First why the officer looks at it. */
export default async function DeskLoginsPage({ params, searchParams }: Props) {
  const { services, actor, locale } = await deskPage('logins.end')
  const { connection: connectionId } = await params
  const { error: word, person } = await searchParams
  const found = await getDeskLogins(services, actor, connectionId)
  if (!found) notFound()
  const t = textsFor(locale, 'desk')
  const error = endLoginsErrorOf(word)
  const fault = error && { field: error === 'NO_PERSON' ? 'person' : 'reason', message: t(`error_${error}`) }
  return (
    <Stack>
      <ErrorSummary title={textsFor(locale, 'common')('error_count', { count: 1 })} errors={fault ? [fault] : []} />
      <div>
        <BackLink href={`/desk/connections/${connectionId}`}>
          {t('consumerNo', { number: spacedConsumerNo(found.consumerNo) })}
        </BackLink>
        <PageTitle>{t('loginsTitle')}</PageTitle>
        <p className="mt-1 max-w-prose text-text-2">{t('loginsLead')}</p>
      </div>
      {found.people ? (
        <EndLoginsForm
          connectionId={connectionId}
          people={found.people}
          chosen={[person].flat()[0]}
          error={fault}
          locale={locale}
        />
      ) : (
        <LookForm connectionId={connectionId} locale={locale} />
      )}
    </Stack>
  )
}
