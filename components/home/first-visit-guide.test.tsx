import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { textsFor } from '#lib/i18n/texts.ts'
import { LOCALES } from '#lib/units/locale.ts'
import { FirstVisitGuide } from './first-visit-guide.tsx'

describe.each(LOCALES)('the first step of the guide in %s', (locale) => {
  const t = textsFor(locale, 'guide')
  const shown = (given: { isPrepaid?: boolean; hasBill: boolean }) =>
    renderToStaticMarkup(
      <FirstVisitGuide
        {...{ step: undefined, connectionId: 'c', isPrepaid: false, showsDays: true, canComplain: true, ...given }}
        locale={locale}
      />,
    )

  test('speaks of the newest bill only to whoever has one', () => {
    expect(shown({ hasBill: true })).toContain(t('billText'))
    const before = shown({ hasBill: false })
    expect(before).toContain(t('firstBillText'))
    expect(before).not.toContain(t('billText'))
  })

  test('speaks of the balance to whoever pays ahead', () => {
    expect(shown({ isPrepaid: true, hasBill: false })).toContain(t('balanceText'))
  })
})
