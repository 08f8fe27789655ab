import { describe, expect, it } from 'vitest'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { printed, VIEWS } from './test-bill-views.ts'

const panelOf = (name: string, locale: Locale) =>
  printed(VIEWS[name] as NonNullable<(typeof VIEWS)[string]>, locale).pay

describe('The panel that says what to pay', () => {
  it('asks for a total only where something is to be paid', () => {
    const ask = { hi: 'कुल देय राशि', en: 'Total to pay' }
    const settled = { hi: 'बिल की राशि', en: 'Bill amount' }
    for (const locale of LOCALES) {
      expect(panelOf('due, with rebates', locale).label).toBe(ask[locale])
      for (const name of ['paid', 'carried over']) {
        const { label, qr } = panelOf(name, locale)
        expect({ label, qr }, `${name}, ${locale}`).toEqual({ label: settled[locale], qr: null })
      }
    }
  })
})
