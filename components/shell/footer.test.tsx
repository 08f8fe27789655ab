import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { textsFor } from '#lib/i18n/texts.ts'
import { TOPICS } from '#lib/information/topics.ts'
import { LOCALES } from '#lib/units/locale.ts'
import { Footer } from './footer.tsx'

// The build sets it, and the footer reads it once.
vi.hoisted(() => vi.stubEnv('BUILT_AT', '2026-11-05T12:00:00+05:30'))

const DISCOM = {
  name: { hi: 'नमूना बिजली निगम', en: 'Sample Power Company' },
  shortName: 'SPC',
  place: { hi: 'नमूना', en: 'Sample' },
  helpline: '1912',
}

test.each(LOCALES)('every page names its owner, how to reach it and when it was changed, in %s', (locale) => {
  const html = renderToStaticMarkup(<Footer locale={locale} discom={DISCOM} />)
  const pages = [...Object.keys(TOPICS), 'site-map'].map((topic) => `/about/${topic}`)
  for (const page of ['/glossary', '/status', ...pages]) expect(html).toContain(`href="${page}"`)
  expect(html).toContain(DISCOM.name[locale])
  expect(html).toContain('1912')
  expect(html).toContain('2026')
})

test.each(LOCALES)('the terms say whose the texts are, and who writes them, in %s', (locale) => {
  const about = textsFor(locale, 'about')
  const shown = Array.from({ length: TOPICS.terms.sections }, (_, index) => `terms_${index + 1}_title`)
  for (const key of ['terms_4_title', 'terms_5_title', 'terms_6_title', 'terms_7_title'] as const) {
    expect(shown).toContain(key)
    expect(about(key)).not.toBe('')
  }
})
