import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { KeptCount } from './kept-count.tsx'

test('an owner of many homes is told that only the first of them are kept', () => {
  const shown = (all: number) => renderToStaticMarkup(<KeptCount kept={5} all={all} locale="en" />)
  expect(shown(7)).toContain('Only the first 5 of your 7 connections are kept.')
  expect(shown(5)).toBe('')
  expect(renderToStaticMarkup(<KeptCount kept={5} all={12} locale="hi" />)).toContain('आपके 12 कनेक्शन')
})
