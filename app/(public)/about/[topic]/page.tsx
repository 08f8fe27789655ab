import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { HelpSearchForm } from '#components/help/help-search.tsx'
import { TopicSections } from '#components/information/topic-sections.tsx'
import { PageTitle } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { REVIEWED_ON, topicOf } from '#lib/information/topics.ts'
import { env } from '#lib/platform/env.ts'
import { formatDay } from '#lib/units/display.ts'
import { day } from '#lib/units/ist.ts'
import { inLanguage } from '#lib/units/locale.ts'

type Props = { params: Promise<{ topic: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const topic = topicOf((await params).topic) ?? notFound()
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'about')(`${topic}_title`) }) }
}

/** One of the pages about the portal itself: help, privacy, terms, accessibility, contact. */
export default async function AboutPage({ params }: Props) {
  const topic = topicOf((await params).topic) ?? notFound()
  const locale = await currentLocale()
  const t = textsFor(locale, 'about')
  const { discom, retention } = env()
  return (
    <div className="mx-auto grid max-w-160 grid-cols-1 gap-4">
      <PageTitle>{t(`${topic}_title`)}</PageTitle>
      <p className="text-text-2">{t(`${topic}_lead`, { name: inLanguage(discom.name, locale) })}</p>
      {topic === 'help' && <HelpSearchForm locale={locale} />}
      <TopicSections topic={topic} locale={locale} discom={discom} retention={retention} />
      <p className="text-small text-text-2">{t('reviewed', { date: formatDay(day(REVIEWED_ON), locale) })}</p>
    </div>
  )
}
