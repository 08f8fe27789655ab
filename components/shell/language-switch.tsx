import { LANGUAGES, LOCALES, type Locale } from '#lib/units/locale.ts'

/** The other languages by their own names; the page stays the same. */
export function LanguageSwitch({ locale, path }: { locale: Locale; path: string }) {
  return (
    <form method="post" action="/api/language" className="-mr-2 flex shrink-0 flex-wrap">
      <input type="hidden" name="next" value={path} />
      {LOCALES.filter((other) => other !== locale).map((other) => (
        <button
          key={other}
          type="submit"
          name="language"
          value={other}
          lang={other}
          className="min-h-11 px-2 text-small font-semibold text-primary underline-offset-4 hover:underline"
        >
          {LANGUAGES[other].name}
        </button>
      ))}
    </form>
  )
}
