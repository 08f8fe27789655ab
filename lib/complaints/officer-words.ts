import { cleanLines } from '#lib/units/clean-text.ts'
import { inLanguage, localeOf } from '#lib/units/locale.ts'
import { complaintCatalogue } from './catalogue.ts'

/** What an officer says: a saved reply by its key, own words, or both. */
export type OfficerWords = { reply: string; text: string }

/** Both as one text, the saved reply in the language in which whoever complained reads. */
export function officerWords(language: string, { reply, text }: OfficerWords): string {
  const saved = complaintCatalogue().replies.find(({ key }) => key === reply)
  return cleanLines(`${saved ? inLanguage(saved.words, localeOf(language)) : ''}\n${text}`)
}
