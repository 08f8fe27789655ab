import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { LOCALES } from '#lib/units/locale.ts'
import { ParkedCard } from './money-health.tsx'

test.each(LOCALES)('what billing has not taken says why in %s, and can be sent again', (locale) => {
  const parked = ['STATUS_503', 'TIMEOUT', 'AWAY'].map((failure, index) => ({
    ...{ failure, count: index + 1, oldestAt: new Date('2026-11-05T10:00:00+05:30') },
  }))
  const shown = renderToStaticMarkup(<ParkedCard parked={parked} locale={locale} />)
  expect(shown).toContain('503')
  expect(shown).toContain('action="/api/desk/billing-events/again"')
  expect(shown).not.toMatch(/answer_|TIMEOUT|AWAY/)
})
