/** The two languages of the portal. Hindi is the original and the default. */
export const LOCALES = ['hi', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** The locale named by a cookie, a profile or a form; Hindi for anything else. */
export function localeOf(text: string | null | undefined): Locale {
  return text === 'en' ? 'en' : 'hi'
}
