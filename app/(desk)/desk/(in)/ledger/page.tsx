import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { DoneAlert } from '#components/desk/done-alert.tsx'
import { AlarmsCard, BooksCard, ParkedCard, QueuesCard, SettlementsCard } from '#components/desk/money-health.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { moneyHealth } from '#lib/payments/money-health.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'desk')('ledgerTitle') }) }
}

/** Whether the books are in order: the last check, money of nobody, alarms, settlements, and what waits. */
export default async function LedgerPage({ searchParams }: Props) {
  const { services, actor, locale } = await deskPage('ledger.read')
  const health = await moneyHealth(services, actor)
  if (!health) notFound()
  const t = textsFor(locale, 'desk')
  return (
    <Stack>
      <div>
        <PageTitle>{t('ledgerTitle')}</PageTitle>
        <p className="mt-1 text-text-2">{t('ledgerLead')}</p>
      </div>
      <DoneAlert done={(await searchParams).done} locale={locale} />
      <BooksCard verdict={health.verdict} suspensePaise={health.suspensePaise} locale={locale} />
      <AlarmsCard alarms={health.alarms} locale={locale} />
      <SettlementsCard settlements={health.settlements} locale={locale} />
      <QueuesCard queues={health.queues} locale={locale} />
      {health.parked.length > 0 && <ParkedCard parked={health.parked} locale={locale} />}
    </Stack>
  )
}
