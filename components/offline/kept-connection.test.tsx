import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { HomeView } from '#lib/billing/home-view.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatInstant } from '#lib/units/display.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { paise } from '#lib/units/paise.ts'
import { KeptConnection } from './kept-connection.tsx'

const AT = new Date('2026-11-23T06:00:00+05:30')
const connection = { id: 'c', consumerNo: '100044280031' }

function kept(prepaid: object | null, locale: Locale): string {
  const view = { bill: null, period: null, lastDays: [], estimate: { prepaid } } as unknown
  return renderToStaticMarkup(
    <KeptConnection connection={connection as never} view={view as HomeView} locale={locale} />,
  )
}

describe.each(LOCALES)('what is kept of a prepaid connection, in %s', (locale) => {
  const t = textsFor(locale, 'estimate')

  test('is its balance and of when it is', () => {
    const html = kept({ balance: { balancePaise: paise(21_350), asOf: AT } }, locale)
    expect(html).toContain(t('balance'))
    expect(html).toContain('₹213.50')
    expect(html).toContain(t('balanceAsOf', { time: formatInstant(AT, locale) }))
  })

  test('is no balance before the prepaid system has told one, nor of a connection that pays after', () => {
    for (const prepaid of [{ balance: null }, null]) expect(kept(prepaid, locale)).not.toContain(t('balance'))
  })
})
