import type { Page } from '@playwright/test'
import catalogue from '#lib/complaints/catalogue.json' with { type: 'json' }
import { PSEUDO_LOCALE } from '#lib/units/locale.ts'
import { textsOn } from './texts-on.ts'

/**
 * Plain words that stand on a page without a message behind them, and rightly so. Names, addresses and codes carry a
 * language of their own, and are not looked at.
 */
const FROM_NO_MESSAGE = [
  // The same in every language.
  ...['kW', 'kWh', 'kVA', 'kVAh', 'HP', 'Hz', 'CSV', 'PDF', 'UPI', 'QR', 'SMS', 'WhatsApp', 'FPPPA'],
  // Kinds and sizes of files.
  ...['KB', 'MB', 'ICS', 'TXT', 'JSON', 'JPG', 'PNG'],
  // The utility's own words, kept in Hindi and English: settings, and the place of the next camp.
  ...['JBVNL', 'Ranchi', 'Jharkhand', 'Bijli', 'Vitran', 'Nigam', 'Limited', 'Kusai', 'Khata'],
  // What only a language's own files bring: the last word of a list.
  ...['and'],
]

/** Whole texts of that kind: of the catalogue of complaints, and amounts spelled out. */
const WHOLE = [...keptTexts(catalogue), /\b[A-Z][a-z -]* rupees only\b/]

/** What is kept in Hindi and English, wherever it stands; the longest first, since one may begin another. */
function keptTexts(kept: object): string[] {
  const found: string[] = JSON.stringify(kept).match(/(?<="en":)"(\\.|[^"\\])*"/g) ?? []
  return found.map((text) => JSON.parse(text)).sort((a, b) => b.length - a.length)
}

/** In the pseudo-language: words that no message gave, since those have an accent on each letter. */
export async function untranslatedFaults(page: Page): Promise<string[]> {
  const said = (await textsOn(page)).filter(({ lang }) => lang === PSEUDO_LOCALE)
  const faults = said.flatMap(({ text }) => {
    const own = WHOLE.reduce<string>((left, whole) => left.replace(whole, ''), text)
    const words = own.match(/(?<![\p{L}\p{N}@.-])([A-Za-z]{2,}|\p{Script=Devanagari}+)(?![\p{L}\p{N}@-])/gu) ?? []
    const strange = words.filter((word) => !FROM_NO_MESSAGE.includes(word))
    return strange.length > 0 ? [`from no message: ${strange.join(' ')} (${text.slice(0, 60)})`] : []
  })
  return [...new Set(faults)]
}
