import { textsFor } from '#lib/i18n/texts.ts'
import { wordingsOf } from '#lib/i18n/wordings.ts'
import type { HelpEntry } from '#lib/information/find-help.ts'
import { OPEN_PAGES, TOPICS, type TopicName } from '#lib/information/topics.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { TERMS, termPath } from './glossary-terms.ts'
import { pageHelpOf } from './page-help.ts'

/** What the search finds, and how it is shown: words of the glossary, answers of the help, pages that need no login. */
export type ShownEntry = HelpEntry & { kind: 'term' | 'answer' | 'page'; title: string; note?: string }

export function helpEntries(locale: Locale): ShownEntry[] {
  const [about, glossary] = [textsFor(locale, 'about'), textsFor(locale, 'glossary')]
  const terms = TERMS.map((term) => ({
    ...{ kind: 'term' as const, href: termPath(term), title: glossary(`term_${term}`), note: glossary(`text_${term}`) },
    ...written('glossary', `term_${term}`, `text_${term}`),
  }))
  const answers = (Object.keys(TOPICS) as TopicName[]).flatMap((topic) =>
    Array.from({ length: TOPICS[topic].sections }, (_, index) => `${topic}_${index + 1}`).map((key) => ({
      ...{ kind: 'answer' as const, href: `/about/${topic}#${key}`, title: about(`${key}_title`) },
      ...{ note: about(`${topic}_title`), ...written('about', `${key}_title`, `${key}_text`) },
    })),
  )
  const pages = OPEN_PAGES.filter((page) => page !== 'glossary').map((page) => ({
    ...{ kind: 'page' as const, href: `/${page}`, title: about(`map_${page}`) },
    titles: written('about', `map_${page}`, '').titles,
    texts: written('help', '', `page_${pageHelpOf(`/${page}`)?.name}`).texts,
  }))
  return [...terms, ...answers, ...pages]
}

/** A title and a text in each language that readers can choose, without what is filled in. */
function written(namespace: 'about' | 'glossary' | 'help', title: string, text: string): Omit<HelpEntry, 'href'> {
  const inEach = (key: string) => LOCALES.map((locale) => wordingsOf(locale, namespace)[key] ?? '')
  return { titles: inEach(title), texts: inEach(text).map((message) => message.replace(/\{\w+\}|<\/?\w+>/g, ' ')) }
}
