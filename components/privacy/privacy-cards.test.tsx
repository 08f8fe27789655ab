import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { textsFor } from '#lib/i18n/texts.ts'
import { ConsentList } from './consent-list.tsx'
import { privacyError } from './privacy-errors.ts'
import { WhatGoes } from './what-goes.tsx'

const GIVEN = new Date('2026-11-23T04:30:00Z')

test('before an erasure stands what goes and what stays, in both languages', () => {
  for (const locale of ['hi', 'en'] as const) {
    const page = renderToStaticMarkup(<WhatGoes locale={locale} />)
    const t = textsFor(locale, 'privacy')
    for (const key of ['goesTitle', 'goes_complaints', 'staysTitle', 'stays_money']) expect(page).toContain(t(key))
  }
})

test('a consent stands in the words of its day, marked with their language, and where it is taken back', () => {
  const at = { givenAt: GIVEN, withdrawnAt: null }
  const holding = { id: '1', purpose: 'WHATSAPP', wording: 'हाँ, यहीं भेजें', isOver: false, ...at }
  const before = { ...holding, id: '2', wording: '', withdrawnAt: GIVEN }
  const over = ['PUSH', 'OFFLINE_COPY'].map((purpose) => ({ ...before, id: purpose, purpose, isOver: true }))
  const page = renderToStaticMarkup(<ConsentList consents={[holding, before, ...over]} locale="en" />)
  expect(page).toMatch(/Ended [^<]+: no device is left to send news to/)
  expect(page).toMatch(/Ended [^<]+: no device may keep the copy any longer/)
  expect(page).toContain('<span lang="hi">हाँ, यहीं भेजें</span>')
  expect(page).toContain('The words of that day were not kept.')
  expect(page.match(/Withdrawn/g)).toHaveLength(1)
  expect(page).toContain('href="/account/notices/choices"')
  expect(renderToStaticMarkup(<ConsentList consents={[]} locale="en" />)).toContain(
    'Nothing that needs your agreement.',
  )
})

test('each refusal that is not the code’s has its words', () => {
  const t = textsFor('en', 'privacy')
  for (const error of ['wait', 'too-many-codes', 'too-many', 'cooling']) expect(privacyError(t, error)).toMatch(/\w\.$/)
  expect(privacyError(t, 'wrong')).toBeUndefined()
  expect(privacyError(t, '__proto__')).toBeUndefined()
})
