import { expect, test, vi } from 'vitest'
import { MESSAGES } from '#lib/i18n/messages.ts'

vi.mock('#app/locale.ts', () => ({ currentLocale: async () => 'en' }))
vi.mock('#app/portal-page.ts', () => ({ portalPage: async () => null }))
const choose = await import('./(portal)/c/[connection]/pay/page.tsx')
const attempt = await import('./(portal)/c/[connection]/pay/[attempt]/page.tsx')

/** One page for a bill, for paying ahead and for a recharge: what is meant is known only after the right to see it. */
test('the titles of the pages to pay are true of a recharge too', async () => {
  const empty = { params: Promise.resolve({ connection: 'c' }), searchParams: Promise.resolve({}) }
  const titles = [(await choose.generateMetadata(empty)).title, (await attempt.generateMetadata()).title]
  expect(titles).toEqual(['Choose an amount · Bijli Khata', 'Pay by UPI · Bijli Khata'])
  const refused = { ...empty, searchParams: Promise.resolve({ error: 'TOO_SMALL' }) }
  expect((await choose.generateMetadata(refused)).title).toMatch(/^Error: Choose an amount/)
  for (const title of titles) expect(title).not.toMatch(new RegExp(`${MESSAGES.en.payments.otherAmount}|bill`, 'i'))
})
