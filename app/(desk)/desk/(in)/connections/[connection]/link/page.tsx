import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { currentTyped } from '#app/typed-words.ts'
import { DESK_LINK_ERRORS, DeskCodeForm, DeskLinkForm, deskLinkError } from '#components/desk/desk-link-form.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getDeskLink } from '#lib/linking/get-desk-link.ts'
import { spacedConsumerNo } from '#lib/units/display.ts'

type Query = Record<string, string | string[] | undefined>
type Props = { params: Promise<{ connection: string }>; searchParams: Promise<Query> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'desk')('linkTitle') })
  return { title: (await searchParams).error ? common('title_error', { title }) : title }
}

/** Links a mobile to a connection whose papers the officer has seen: first the number, then the code on that phone. */
export default async function DeskLinkPage({ params, searchParams }: Props) {
  const { services, actor, locale } = await deskPage('link.make')
  const { connection: connectionId } = await params
  const { request, error, ...query } = await searchParams
  const one = (name: string) => [query[name]].flat()[0]
  const found = await getDeskLink(services, actor, { connectionId, requestId: String(request ?? '') })
  if (!found) notFound()
  const t = textsFor(locale, 'desk')
  const { mobile } = error ? await currentTyped(`link ${actor.staffId} ${connectionId}`) : {}
  const fault = deskLinkError(error, found.begun?.triesLeft ?? 0, locale)
  return (
    <Stack>
      <ErrorSummary title={textsFor(locale, 'common')('error_count', { count: 1 })} errors={fault ? [fault] : []} />
      <div>
        <BackLink href={`/desk/connections/${connectionId}`}>
          {t('consumerNo', { number: spacedConsumerNo(found.consumerNo) })}
        </BackLink>
        <PageTitle>{t('linkTitle')}</PageTitle>
        <p className="mt-1 max-w-prose text-text-2">{t('linkLead')}</p>
      </div>
      {found.begun ? (
        <DeskCodeForm
          connectionId={connectionId}
          requestId={found.begun.requestId}
          mobile={found.begun.mobile}
          error={fault?.field === 'code' ? fault.message : undefined}
          locale={locale}
        />
      ) : (
        <DeskLinkForm
          connectionId={connectionId}
          error={fault && DESK_LINK_ERRORS.includes(fault.field) ? fault : undefined}
          typed={{ mobile, role: one('role'), endsOn: one('endsOn'), language: one('language') }}
          locale={locale}
        />
      )}
    </Stack>
  )
}
