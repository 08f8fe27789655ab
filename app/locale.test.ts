import { beforeEach, expect, it, vi } from 'vitest'

const held = vi.hoisted(() => ({ language: '', mode: 'live' }))
vi.mock('next/headers', () => ({ cookies: async () => ({ get: () => ({ value: held.language }) }) }))
vi.mock('#lib/platform/env.ts', () => ({ env: () => ({ mode: held.mode }) }))

import { isOffered, localeOf, PSEUDO_LOCALE } from '#lib/units/locale.ts'
import { chosenLocale, currentLocale } from './locale.ts'

beforeEach(() => Object.assign(held, { language: PSEUDO_LOCALE, mode: 'live' }))

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
