import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { TopicSections } from '#components/information/topic-sections.tsx'
import { pagesOnDisk } from '#e2e/support/routes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { OPEN_PAGES, TOPICS, type TopicName, topicOf } from '#lib/information/topics.ts'
import { env } from '#lib/platform/env.ts'
import { LOCALES } from '#lib/units/locale.ts'

const NAMES = Object.keys(TOPICS) as TopicName[]

describe('the pages about the portal', () => {
  it.each(NAMES)('%s says all of its sections in both languages, and no more are written', (topic) => {
    for (const locale of LOCALES) {
      const html = renderToStaticMarkup(<TopicSections topic={topic} locale={locale} {...env()} />)
      expect(html).not.toMatch(/[{}]|_text|_link|_title/)
      expect(textsFor(locale, 'about').has(`${topic}_${TOPICS[topic].sections + 1}_title`)).toBe(false)
    }
  })

  it('name the utility’s own numbers, and lead to pages that are there', () => {
    const contact = renderToStaticMarkup(<TopicSections topic="contact" locale="hi" {...env()} />)
    expect(contact).toContain(env().discom.helpline)
    expect(contact).toContain(env().discom.ombudsman.hi)
    const ways = NAMES.flatMap((topic) => Object.values(TOPICS[topic].links))
    const there = [...pagesOnDisk(), ...NAMES.map((topic) => `/about/${topic}`)]
    expect(ways.filter((way) => !there.includes(way))).toEqual([])
  })

  it('are looked up by their own names only', () => {
    expect(topicOf('privacy')).toBe('privacy')
    for (const name of ['', 'constructor', '__proto__', 'Privacy']) expect(topicOf(name)).toBeNull()
  })

  it('the site map has each page that one can begin with', () => {
    // Pages of one step within another begin there; the demo's are no part of the portal.
    const begins = pagesOnDisk().filter(
      (page) => /^\/[a-z-]+$/.test(page) && !/^\/(demo|desk|connections|menu)$/.test(page),
    )
    expect(begins.filter((page) => !(OPEN_PAGES as readonly string[]).includes(page.slice(1)))).toEqual([])
  })
})
