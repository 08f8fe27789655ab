import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { ChatCard } from '#components/demo/chat-card.tsx'
import { DeskPeople } from '#components/demo/desk-people.tsx'
import { MessageList } from '#components/demo/message-list.tsx'
import { PhoneChooser } from '#components/demo/phone-chooser.tsx'
import { SmsForm } from '#components/demo/sms-form.tsx'
import { Tour } from '#components/demo/tour.tsx'
import { UpiCard } from '#components/demo/upi-card.tsx'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { listChat } from '#lib/messaging/chat/list-chat.ts'
import { listDemoPhones } from '#lib/messaging/list-demo-phones.ts'
import { listMessages } from '#lib/messaging/list-messages.ts'
import { closedBecause } from '#lib/payments/gateway/demo.ts'
import { getPaymentServices } from '#lib/payments/payment-services.ts'
import { readUpiLink } from '#lib/payments/upi-link.ts'
import { env } from '#lib/platform/env.ts'
import { localPath } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { listDemoOfficers } from '#lib/staff/list-demo-officers.ts'
import { inLanguage } from '#lib/units/locale.ts'
import { parseMobile } from '#lib/units/phone.ts'

type Query = Record<string, string | string[] | undefined>

export async function generateMetadata({ searchParams }: { searchParams: Promise<Query> }): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'demo')('title') })
  return { title: isNoMobile(one((await searchParams).to)) ? common('title_error', { title }) : title }
}

/** The consumer's phone of the demo: what was sent to a number, and an app that pays. In live mode it does not exist. */
export default async function DemoPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { mode, discom } = env()
  if (mode !== 'demo') notFound()
  const locale = await currentLocale()
  const services = getServices()
  const query = await searchParams
  const typed = one(query.to)
  const phones = await listDemoPhones(services)
  const shown = typed ? parseMobile(typed) : (phones[0]?.mobile ?? null)
  const messages = shown ? (await listMessages(services, shown)).filter(({ channel }) => channel === 'SMS') : []
  const chat = shown ? await listChat(getPaymentServices(), shown) : []
  const officers = await listDemoOfficers(services)
  const t = textsFor(locale, 'demo')
  const isPaying = query.upi !== undefined || query.paid !== undefined
  const uri = one(query.upi)
  const scanned = uri ? readUpiLink(uri) : null
  const closed = scanned && closedBecause(scanned.reference, services.now())
  const here = shown ? `/demo?to=${shown}` : '/demo'
  const upi = (
    <UpiCard
      key="upi"
      locale={locale}
      uri={uri}
      paid={one(query.paid)}
      closed={closed}
      to={shown ?? undefined}
      back={localPath(one(query.back)) ?? undefined}
    />
  )
  const error = isNoMobile(typed) ? t('notAMobile') : undefined
  const chooser = (
    <PhoneChooser phones={phones} shown={shown} typed={typed ?? shown ?? ''} error={error} locale={locale} />
  )
  const received = (
    <Stack key="sms">
      <MessageList messages={messages} refreshHref={here} locale={locale} />
      {shown && <SmsForm from={shown} said={one(query.sms)} locale={locale} />}
    </Stack>
  )
  const owner = `${discom.shortName} ${inLanguage(discom.place, locale)}`
  const talk = shown && (
    <ChatCard key="chat" entries={chat} mobile={shown} owner={owner} refreshHref={`${here}#newest`} locale={locale} />
  )
  return (
    <PublicShell locale={locale} path={here} discom={discom} demo>
      <Stack>
        {error && (
          <ErrorSummary
            title={textsFor(locale, 'common')('error_count', { count: 1 })}
            errors={[{ field: 'to', message: error }]}
          />
        )}
        <div>
          <PageTitle>{t('title')}</PageTitle>
          <p className="mt-1 text-text-2">{t('strip')}</p>
        </div>
        {!isPaying && <Tour phones={phones} locale={locale} />}
        {!isPaying && chooser}
        <div
          id="phone"
          className="grid grid-cols-1 items-start gap-4 md:grid-cols-2 lg:grid-cols-[1.3fr_1fr_1fr] lg:gap-5"
        >
          {/* Who comes to pay sees the UPI app first. */}
          {isPaying ? [upi, talk, received] : [talk, received, upi]}
        </div>
        {isPaying && chooser}
        <DeskPeople officers={officers} locale={locale} />
        <p>
          <a href="/demo/styleguide" className="link inline-flex min-h-11 items-center">
            {t('style')}
          </a>
        </p>
      </Stack>
    </PublicShell>
  )
}

const isNoMobile = (typed: string | undefined) => typed !== undefined && parseMobile(typed) === null

/** The first of a repeated parameter; none for an empty one. */
function one(value: string | string[] | undefined): string | undefined {
  return (Array.isArray(value) ? value[0] : value)?.slice(0, 2_000) || undefined
}
