import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { LOCALES } from '#lib/units/locale.ts'
import { paise } from '#lib/units/paise.ts'
import { OldDuesAlert } from './old-dues-alert.tsx'

test.each(LOCALES)(
  'old dues of a prepaid home say how much and lead to paying; without any nothing is said: %s',
  (locale) => {
    const shown = (rupees: number) =>
      renderToStaticMarkup(<OldDuesAlert unpaidPaise={paise(rupees * 100)} connectionId="c-1" locale={locale} />)
    expect(shown(1_25_000)).toContain('₹1,25,000.00')
    expect(shown(1_25_000)).toContain('href="/c/c-1/pay"')
    expect(shown(0)).toBe('')
  },
)
