import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { parseMobile } from '#lib/units/phone.ts'
import { Tour } from './tour.tsx'

const phone = (mobile: string, holderName: string) => ({ mobile: parseMobile(mobile) as never, holderName })
const ASHA = phone('9000000028', 'आशा कुमारी')
const IMRAN = phone('9000001035', 'इमरान अंसारी')
const ANIL = phone('9000001049', 'अनिल साहू')
const VISITOR = phone('9812345678', 'Somebody Else')

it('tells the people of the tour in its order, the others after them, and of nobody who has no story', () => {
  const html = renderToStaticMarkup(<Tour phones={[ASHA, VISITOR, ANIL, IMRAN]} locale="hi" />)
  const places = ['इमरान अंसारी', 'आशा कुमारी', 'अनिल साहू'].map((name) => html.indexOf(name))
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(places[0]).toBeGreaterThan(0)
  expect(html.indexOf('<details')).toBeLessThan(places[2] as number)
  expect(html).not.toContain('Somebody Else')
})

it('is not there where none of the demo’s people are', () => {
  expect(renderToStaticMarkup(<Tour phones={[VISITOR]} locale="en" />)).toBe('')
})
