import type { Locale } from '#lib/units/locale.ts'

const OTHER = { hi: { locale: 'en', name: 'English' }, en: { locale: 'hi', name: 'हिन्दी' } } as const

/** The other language by its own name; the page stays the same. */
export function LanguageSwitch({ locale, path }: { locale: Locale; path: string }) {
  const other = OTHER[locale]
  return (
    <form method="post" action="/api/language" className="-mr-2 shrink-0">
      <input type="hidden" name="next" value={path} />
      <button
        type="submit"
        name="language"
        value={other.locale}
        lang={other.locale}
        className="min-h-11 px-2 text-small font-semibold text-primary underline-offset-4 hover:underline"
      >
        {other.name}
      </button>
    </form>
  )
}
