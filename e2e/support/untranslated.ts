import type { Page } from '@playwright/test'
import { PSEUDO_LOCALE } from '#lib/units/locale.ts'
import { textsOn } from './texts-on.ts'

/**
 * Plain words that stand on a page without a message behind them, and rightly so. Names, addresses and codes carry a
 * language of their own, and are not looked at.
 */
const FROM_NO_MESSAGE = [
  // The same in every language.
  ...['kW', 'kWh', 'kVA', 'kVAh', 'HP', 'Hz', 'CSV', 'PDF', 'UPI', 'QR', 'SMS', 'WhatsApp'],
  // The utility's own words, kept in Hindi and English: settings, and the place of the next camp.
  ...['JBVNL', 'Ranchi', 'Jharkhand', 'Bijli', 'Vitran', 'Nigam', 'Limited', 'Kusai', 'Khata'],
  // What only a language's own files bring: the last word of a list, and amounts spelled out.
  ...['and', 'Two', 'thousand', 'two', 'hundred', 'rupees', 'only'],
]

/** In the pseudo-language: words that no message gave, since those have an accent on each letter. */
export async function untranslatedFaults(page: Page): Promise<string[]> {
  const said = (await textsOn(page)).filter(({ lang }) => lang === PSEUDO_LOCALE)
  const faults = said.flatMap(({ text }) => {
    const words = text.match(/(?<![\p{L}\p{N}@.-])([A-Za-z]{2,}|\p{Script=Devanagari}+)(?![\p{L}\p{N}@-])/gu) ?? []
    const strange = words.filter((word) => !FROM_NO_MESSAGE.includes(word))
    return strange.length > 0 ? [`from no message: ${strange.join(' ')} (${text.slice(0, 60)})`] : []
  })
  return [...new Set(faults)]
}
