import type { Language, RecordLanguage } from './language.ts'
import { ENGLISH } from './language-en.ts'
import { HINDI } from './language-hi.ts'
import { PSEUDO } from './language-pseudo.ts'

/**
 * The languages of the portal, Hindi first: it is the original and the default. One more is a file like `language-hi.ts`
 * and a line here, and its texts are a folder and a line in `lib/i18n/messages.ts` (docs/languages.md).
 */
const OFFERED = { hi: HINDI, en: ENGLISH } as const

/** The language that only demo and tests know, to look for texts that are cut or not translated. */
export const PSEUDO_LOCALE = 'en-XA' as const

export const LANGUAGES = { ...OFFERED, [PSEUDO_LOCALE]: PSEUDO } as const satisfies Record<string, Language>
export type Locale = keyof typeof LANGUAGES
export type OfferedLocale = keyof typeof OFFERED

/** Those that readers can choose. */
export const LOCALES = Object.keys(OFFERED) as readonly string[] as readonly OfferedLocale[]

/** Whether readers can choose it. */
export const isOffered = (text: unknown): text is OfferedLocale => LOCALES.some((known) => known === text)

/** The locale named by a cookie, a profile or a form; the default for anything else. */
export function localeOf(text: string | null | undefined): OfferedLocale {
  return isOffered(text) ? text : 'hi'
}

/** Of a text that the utility keeps in two languages, the one for readers of `locale`. */
export function inLanguage<Text>(texts: Readonly<Record<RecordLanguage, Text>>, locale: Locale): Text {
  return texts[LANGUAGES[locale].records]
}
