import { cookies } from 'next/headers'
import { type Locale, localeOf } from '#lib/units/locale.ts'

export const LANGUAGE_COOKIE = 'language'
export const THEME_COOKIE = 'theme'
export type Theme = 'auto' | 'light' | 'dark'

/** The reader's language: Hindi until they choose otherwise. */
export async function currentLocale(): Promise<Locale> {
  return localeOf((await cookies()).get(LANGUAGE_COOKIE)?.value)
}

/** The reader's theme; `auto` follows the device. */
export async function currentTheme(): Promise<Theme> {
  const value = (await cookies()).get(THEME_COOKIE)?.value
  return value === 'light' || value === 'dark' ? value : 'auto'
}
