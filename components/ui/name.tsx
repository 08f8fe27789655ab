import type { Locale } from '#lib/units/locale.ts'

/**
 * A name, address or another word that stands as it is on record, in whichever script: marked with its language where
 * that is not the page's, so that it is read aloud rightly.
 */
export function Name({ locale, className, children }: { locale: Locale; className?: string; children: string }) {
  const own: Locale = /\p{Script=Devanagari}/u.test(children) ? 'hi' : 'en'
  return (
    <span lang={own === locale ? undefined : own} className={className}>
      {children}
    </span>
  )
}
