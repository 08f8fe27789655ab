import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { CodeStep, withMobile } from './code-step.tsx'

test('the code’s step hides most of the number and says what is wrong', () => {
  const t = textsFor('en', 'privacy')
  const page = renderToStaticMarkup(
    <CodeStep
      {...{ title: t('codeTitle'), lead: withMobile(t, 'eraseSentTo', '9123456789' as Mobile), code: null }}
      {...{ action: '/api/account/erase/code', again: '/api/account/erase?again=1' }}
      {...{ button: 'Erase for good', error: 'Wrong.', locale: 'en' }}
    />,
  )
  expect(page).not.toContain('9123456789')
  expect(page).toContain('89')
  expect(page).toContain('action="/api/account/erase/code"')
  expect(page).toContain('action="/api/account/erase?again=1"')
  expect(page).toContain('Wrong.')
})
