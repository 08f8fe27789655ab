import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { day } from '#lib/units/ist.ts'
import { LOCALES } from '#lib/units/locale.ts'
import { DisconnectionAlert } from './disconnection-alert.tsx'

const notice = { disconnectOn: day('2026-12-05'), reason: 'DUES', words: 'दो महीने का बकाया' } as const

test.each(LOCALES)('a notice in %s says when, why, whose words these are and whom to ask', (locale) => {
  const html = renderToStaticMarkup(<DisconnectionAlert notice={notice} helpline="1912" locale={locale} />)
  for (const part of ['2026', 'दो महीने का बकाया', '1912']) expect(html).toContain(part)
  // The utility's words are Hindi on either page.
  expect(html.includes('<span lang="hi">दो महीने का बकाया</span>')).toBe(locale === 'en')
})

test('without a notice there is nothing', () => {
  expect(renderToStaticMarkup(<DisconnectionAlert notice={null} helpline="1912" locale="en" />)).toBe('')
})
