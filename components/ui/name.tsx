import type { Locale } from '#lib/units/locale.ts'

/** The language of a word on record, by its script. */
export const languageOf = (word: string): Locale => (/\p{Script=Devanagari}/u.test(word) ? 'hi' : 'en')

/** The same for a list to choose from, whose lines are of one language each. */
export const namedOption = (value: string, name: string) => ({ value, label: name, lang: languageOf(name) })

/**
 * A name, address or another word that stands as it is on record, in whichever script: marked with its language where
 * that is not the page's, so that it is read aloud rightly.
 */
export function Name({ locale, className, children }: { locale: Locale; className?: string; children: string }) {
  const own = languageOf(children)
  return (
    <span lang={own === locale ? undefined : own} className={className}>
      {children}
    </span>
  )
}
