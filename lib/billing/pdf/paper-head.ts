import { textsFor } from '#lib/i18n/texts.ts'
import type { RecordLanguage } from '#lib/units/language.ts'
import { inLanguage, LANGUAGES, type Locale } from '#lib/units/locale.ts'
import type { PrintSettings } from './print-settings.ts'

/** What every paper begins with. */
export type PaperHead = {
  language: Locale
  documentTitle: string
  /** The PDF's creation time in seconds since 1970. */
  issuedAtSeconds: number
  /** Said where what is on it is invented. */
  watermark: string | null
  utility: { name: string; otherName: string; otherLanguage: RecordLanguage }
}

export function paperHead(
  { discom, mode }: PrintSettings,
  { locale, title, at }: { locale: Locale; title: string; at: Date },
): PaperHead {
  const otherLanguage = LANGUAGES[locale].records === 'hi' ? 'en' : 'hi'
  return {
    language: locale,
    documentTitle: title,
    issuedAtSeconds: Math.floor(at.getTime() / 1000),
    watermark: mode === 'demo' ? textsFor(locale, 'pdf')('watermark') : null,
    utility: { name: inLanguage(discom.name, locale), otherName: discom.name[otherLanguage], otherLanguage },
  }
}
