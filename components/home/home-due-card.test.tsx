import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { HomeView } from '#lib/billing/home-view.ts'
import { parseDay } from '#lib/units/ist.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { paise } from '#lib/units/paise.ts'
import { HomeDueCard } from './home-due-card.tsx'

const today = parseDay('2026-11-10')
if (!today) throw new Error('no day')

function shown(bill: Partial<NonNullable<HomeView['bill']>>, locale: Locale): string {
  const due = {
    ...{ todayPaise: paise(57_500), promptRebatePaise: paise(0), digitalRebatePaise: paise(0), rebatePaise: paise(0) },
    ...{ isOverdue: false, ladder: [] },
  }
  const facts = {
    id: 'b',
    month: '2026-10',
    dueOn: '2026-11-17',
    payableByDuePaise: paise(107_500),
    subsidyPaise: paise(0),
  }
  const view = { bill: { ...facts, due, aheadPaise: paise(0), receipt: null, ...bill }, nextBillOn: null } as unknown
  return renderToStaticMarkup(
    <HomeDueCard connectionId="c" view={view as HomeView} today={today as never} locale={locale} />,
  )
}

describe.each(LOCALES)('what is due, on Home in %s', (locale) => {
  test('after a part payment says what is open, and of how much', () => {
    const html = shown({ state: 'PART_PAID', unpaidPaise: paise(57_500) }, locale)
    expect(html).toContain('₹575.00')
    expect(html).toContain('₹1,075.00')
  })

  test('says what is paid ahead once nothing is due', () => {
    const paid = { state: 'PAID', unpaidPaise: paise(0) } as const
    expect(shown({ ...paid, aheadPaise: paise(45_695) }, locale)).toContain('₹456.95')
    expect(shown(paid, locale)).not.toContain('₹456.95')
  })
})
