import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { InviteForm } from './invite-form.tsx'

const chosenIn = (html: string) =>
  [...html.matchAll(/<input[^>]*>/g)].flatMap(([tag]) =>
    tag.includes(' checked=""') ? [/ value="([^"]*)"/.exec(tag)?.[1]] : [],
  )

test('a mistyped number leaves a tenant a tenant with their last day', () => {
  const error = { field: 'mobile', message: 'Write 10 digits.' }
  const typed = { role: 'TENANT', endsOn: '31-3-2027' }
  const html = renderToStaticMarkup(<InviteForm connectionId="c" error={error} typed={typed} locale="en" />)
  expect(chosenIn(html)).toEqual(['TENANT'])
  expect(html).toContain('value="31-3-2027"')
  expect(chosenIn(renderToStaticMarkup(<InviteForm connectionId="c" locale="en" />))).toEqual(['MEMBER'])
})
