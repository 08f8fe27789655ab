import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, expect, test, vi } from 'vitest'
import { LOCALES } from '#lib/units/locale.ts'
import { NotLinkedCard } from './not-linked-card.tsx'

vi.stubEnv('LINK_BY_OLD_BILL', 'no')
afterAll(() => vi.unstubAllEnvs())

test.each(LOCALES)(
  'where no old bill links a number, a home without one is led to a camp and no form (%s)',
  (locale) => {
    const card = renderToStaticMarkup(<NotLinkedCard camp={null} locale={locale} />)
    expect([...card.matchAll(/href="([^"]*)"/g)].map(([, address]) => address)).toEqual(['/camps'])
  },
)
