import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { Card, PageTitle } from '#components/ui/card.tsx'
import type { IconName } from '#components/ui/icon.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { OPEN_PAGES, TOPICS, type TopicName } from '#lib/information/topics.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'about')('map_title') }) }
}

const ICONS: Record<(typeof OPEN_PAGES)[number] | TopicName, IconName> = {
  login: 'person',
  'quick-pay': 'rupee',
  link: 'link',
  'not-linked': 'phone',
  calculator: 'calculator',
  camps: 'pin',
  track: 'chat',
  recognise: 'check',
  glossary: 'search',
  status: 'pulse',
  help: 'help',
  privacy: 'lock',
  terms: 'receipt',
  accessibility: 'theme',
  contact: 'phone',
}

/** Every page that needs no login. */
export default async function SiteMapPage() {
  const t = textsFor(await currentLocale(), 'about')
  const pages = OPEN_PAGES.map((page) => ({ href: `/${page}`, title: t(`map_${page}`), icon: ICONS[page] }))
  const topics = (Object.keys(TOPICS) as TopicName[]).map((topic) => ({
    href: `/about/${topic}`,
    title: t(`${topic}_title`),
    icon: ICONS[topic],
  }))
  return (
    <div className="mx-auto grid max-w-160 grid-cols-1 gap-4">
      <PageTitle>{t('map_title')}</PageTitle>
      <p className="text-text-2">{t('map_lead')}</p>
      <Card>
        <LinkList items={[...pages, ...topics]} />
      </Card>
    </div>
  )
}
