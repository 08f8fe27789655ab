import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { currentTyped } from '#app/typed-words.ts'
import { BackToCamp } from '#components/camps/back-to-camp.tsx'
import { ConnectionBooks } from '#components/desk/connection-books.tsx'
import { ConnectionFacts } from '#components/desk/connection-facts.tsx'
import { DoneAlert } from '#components/desk/done-alert.tsx'
import { LookForm, lookErrorOf } from '#components/desk/look-form.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { listBills } from '#lib/billing/list-bills.ts'
import { campsToday } from '#lib/camps/camps-today.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { listPayments } from '#lib/payments/list-payments.ts'
import { getDeskConnection } from '#lib/staff/get-desk-connection.ts'
import { mayRole } from '#lib/staff/permissions.ts'
import { spacedConsumerNo } from '#lib/units/display.ts'

/** Bills, and payments: five years of them, for whoever asks at the desk asks of what was. */
const MOST_SHOWN = 60

type Props = {
  params: Promise<{ connection: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'desk')('number') })
  return { title: lookErrorOf((await searchParams).error) ? common('title_error', { title }) : title }
}

/** A connection at the desk: first why, then who, where, what is unpaid, bills and payments. */
export default async function DeskConnectionPage({ params, searchParams }: Props) {
  const { services, actor, locale } = await deskPage('connection.look')
  const { connection: id } = await params
  const connection = await getDeskConnection(services, actor, id)
  if (!connection) notFound()
  const t = textsFor(locale, 'desk')
  const { consumerNo, subdivision, opened } = connection
  const { done, error: word } = await searchParams
  const error = lookErrorOf(word)
  return (
    <Stack>
      <DoneAlert done={done} locale={locale} />
      {done === 'linked' && mayRole(actor.role, 'camp.serve') && (
        <BackToCamp camps={await campsToday(services, actor)} locale={locale} />
      )}
      <div>
        <BackLink href="/desk/search">{t('backToSearch')}</BackLink>
        <PageTitle>{t('consumerNo', { number: spacedConsumerNo(consumerNo) })}</PageTitle>
      </div>
      <div className="flex flex-wrap gap-3">
        {mayRole(actor.role, 'link.make') && (
          <LinkButton href={`/desk/connections/${id}/link`} look="outlined">
            {t('linkNow')}
          </LinkButton>
        )}
        {mayRole(actor.role, 'logins.end') && opened && opened.mobiles.length > 0 && (
          <LinkButton href={`/desk/connections/${id}/logins`} look="outlined">
            {t('loginsNow')}
          </LinkButton>
        )}
      </div>
      {opened ? (
        <>
          <ConnectionFacts opened={opened} subdivision={subdivision} locale={locale} />
          <ConnectionBooks
            bills={await listBills(services, actor, id, { limit: MOST_SHOWN })}
            payments={(await listPayments(services, actor, { connectionId: id, limit: MOST_SHOWN })) ?? []}
            mayRefund={mayRole(actor.role, 'refund.request')}
            locale={locale}
          />
        </>
      ) : (
        <LookForm
          connectionId={id}
          error={error}
          note={error && (await currentTyped(`look ${actor.staffId} ${id}`)).note}
          locale={locale}
        />
      )}
    </Stack>
  )
}
