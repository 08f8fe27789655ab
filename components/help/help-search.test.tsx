import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { findHelp, WAYS, wordsToFind } from '#lib/information/find-help.ts'
import { LOCALES } from '#lib/units/locale.ts'
import { helpEntries } from './help-entries.ts'
import { HelpFound } from './help-search.tsx'

const ENTRIES = helpEntries('hi')
const found = (text: string) => findHelp(text, ENTRIES).map(({ href }) => href)

/** As people ask, in the letters that their phone has. */
const ASKED: [text: string, first: string][] = [
  ['bijli kat gayi', '/about/help#help_5'],
  ['बिजली कट गई', '/about/help#help_5'],
  ['no power', '/about/help#help_5'],
  ['bakaya', '/glossary#arrears'],
  ['बकाया', '/glossary#arrears'],
  ['arrears', '/glossary#arrears'],
  ['bhugtan', '/about/help#help_3'],
  ['भुगतान', '/about/help#help_3'],
  ['sthir shulk', '/glossary#fixedCharge'],
  ['swikrit bhar', '/glossary#sanctionedLoad'],
  ['upbhokta sankhya', '/glossary#consumerNumber'],
  ['anudaan', '/glossary#subsidy'],
  ['sanctioned load', '/glossary#sanctionedLoad'],
  ['shivir kab hai', '/camps'],
  ['meri shikayat ka kya hua', '/track'],
  ['nakli message', '/about/help#help_6'],
  ['code nahi aaya', '/about/help#help_1'],
]

describe('the search of the help', () => {
  it.each(ASKED)('“%s” finds %s first', (text, first) => {
    expect(found(text)[0], found(text).join(' ')).toBe(first)
  })

  it('finds little, and nothing for words that say nothing', () => {
    for (const [text] of ASKED) expect(found(text).length, text).toBeLessThanOrEqual(8)
    for (const text of ['', '   ', '?!', 'qqqq', 'है', '<script>', '0'.repeat(5_000)])
      expect(found(text), text).toEqual([])
  })

  it.each([
    ['mera mobile 9000001031 nahi juda', 'mera mobile nahi juda'],
    ['  bakaya  ', 'bakaya'],
    ['उपभोक्ता संख्या ९०००००१०३१', 'उपभोक्ता संख्या'],
    ['+91 90000 01031', ''],
    ['RNC-2026-1031', ''],
    ['asha@upi bhugtan', 'bhugtan'],
    ['क्या '.repeat(30), 'क्या '.repeat(20).trim()],
    ['', ''],
  ])('puts no number in an address: “%s”', (typed, words) => {
    expect(wordsToFind(typed)).toBe(words)
  })

  it('leads to what is there', () => {
    const there = new Set(ENTRIES.map(({ href }) => href))
    expect(there.size).toBe(ENTRIES.length)
    const ways = Object.values(WAYS).flat()
    expect(ways.filter((href) => !there.has(href))).toEqual([])
  })

  it.each(LOCALES)('shows what it found, and who else can be asked (%s)', (locale) => {
    const show = (text: string) =>
      renderToStaticMarkup(<HelpFound found={findHelp(text, helpEntries(locale))} helpline="1912" locale={locale} />)
    expect(show('bakaya')).toContain('href="/glossary#arrears"')
    expect(show('qqqq')).toContain('1912')
    expect(show('qqqq')).toContain('href="/about/site-map"')
  })
})
