import { beforeEach, expect, it, vi } from 'vitest'

const held = vi.hoisted(() => ({ language: '', mode: 'live', secureCookies: true }))
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) =>
      name === (held.secureCookies ? '__Host-language' : 'language') ? { value: held.language } : undefined,
  }),
}))
vi.mock('#lib/platform/env.ts', () => ({ env: () => held }))

import { isOffered, localeOf, PSEUDO_LOCALE } from '#lib/units/locale.ts'
import { chosenLocale, currentLocale, preferenceCookie } from './locale.ts'

beforeEach(() => Object.assign(held, { language: PSEUDO_LOCALE, mode: 'live', secureCookies: true }))

it('is never the language of tests where the portal is live, whatever a cookie says', async () => {
  expect(await currentLocale()).toBe('hi')
  expect(await chosenLocale()).toBeNull()
  held.language = 'en'
  expect(await currentLocale()).toBe('en')
})

it('is the language of tests in a demo that is asked for it, and of no form or record anywhere', async () => {
  held.mode = 'demo'
  expect(await currentLocale()).toBe(PSEUDO_LOCALE)
  expect([isOffered(PSEUDO_LOCALE), localeOf(PSEUDO_LOCALE)]).toEqual([false, 'hi'])
})

it('is kept in a cookie of this host alone over https, and in a plain one in a demo without it', async () => {
  expect(preferenceCookie('language', 'en')).toMatch(/^__Host-language=en; Path=\/; .*; Secure$/)
  expect(preferenceCookie('theme', 'dark')).toMatch(/^__Host-theme=dark; Path=\/; .*; Secure$/)
  Object.assign(held, { language: 'en', secureCookies: false })
  expect(preferenceCookie('language', 'en')).toMatch(/^language=en; Path=\/;/)
  expect(await chosenLocale()).toBe('en')
})
