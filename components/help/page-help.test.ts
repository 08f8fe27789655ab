import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { textsFor } from '#lib/i18n/texts.ts'
import { LOCALES } from '#lib/units/locale.ts'
import { TERMS } from './glossary-terms.ts'
import { PAGE_HELP, pageHelpOf } from './page-help.ts'

const APP = path.resolve(import.meta.dirname, '../../app')

/** Every page of consumers and officers: not the demo's phone, which is no page of the portal. */
const PAGES = fs
  .readdirSync(APP, { recursive: true })
  .map(String)
  .filter((file) => path.basename(file) === 'page.tsx')
  .map((file) => {
    const folders = path.dirname(file).split(path.sep)
    return `/${folders.filter((folder) => folder !== '.' && !/^\(.*\)$/.test(folder)).join('/')}`
  })

it('every page has help, and help is of pages that exist', () => {
  expect(Object.keys(PAGE_HELP).sort()).toEqual(PAGES.sort())
})

describe.each(LOCALES)('in %s', (locale) => {
  it.each(Object.entries(PAGE_HELP))('%s is explained in two sentences', (_, { name, terms }) => {
    const text = textsFor(locale, 'help')(`page_${name}`)
    expect(text.split(/(?<=[.।])\s/), text).toHaveLength(2)
    for (const term of terms) expect(textsFor(locale, 'glossary').has(`text_${term}`), term).toBe(true)
  })
})

it('every word of the glossary is led to from a page that uses it', () => {
  const used = new Set(Object.values(PAGE_HELP).flatMap(({ terms }) => terms))
  expect(TERMS.filter((term) => !used.has(term))).toEqual([])
})

it('an address leads to the help of its page, whatever is asked of it', () => {
  expect(pageHelpOf('/c/0a/bills/1b?paid=1')?.name).toBe('bill')
  expect(pageHelpOf('/c/0a/consumption/year')?.name).toBe('year')
  expect(pageHelpOf('/c/0a/consumption/2026-11-03')?.name).toBe('day')
  expect(pageHelpOf('/')?.name).toBe('landing')
  expect(pageHelpOf('/desk/camps/0a')?.name).toBe('deskCamp')
  expect(pageHelpOf('/desk/camps/offline?camp=0a')?.name).toBe('deskOffline')
  expect(pageHelpOf('/nowhere')).toBeUndefined()
})
