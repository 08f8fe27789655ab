import { cookies } from 'next/headers'
import { env } from '#lib/platform/env.ts'
import { isOffered, type Locale, localeOf, type OfferedLocale, PSEUDO_LOCALE } from '#lib/units/locale.ts'

export const LANGUAGE_COOKIE = 'language'
export const THEME_COOKIE = 'theme'
export type Theme = 'auto' | 'light' | 'dark'

const A_YEAR = 31_536_000

/** `__Host-` binds a choice to this host; without https a browser would drop it. */
const cookieOf = (name: string): string => (env().secureCookies ? `__Host-${name}` : name)

/** `Set-Cookie` of a choice that this browser keeps. */
export function preferenceCookie(name: typeof LANGUAGE_COOKIE | typeof THEME_COOKIE, value: Locale | Theme): string {
  return `${cookieOf(name)}=${value}; Path=/; Max-Age=${A_YEAR}; SameSite=Lax${env().secureCookies ? '; Secure' : ''}`
}

/** The language that was chosen in this browser; null where none was. */
export async function chosenLocale(): Promise<OfferedLocale | null> {
  const value = (await cookies()).get(cookieOf(LANGUAGE_COOKIE))?.value
  return isOffered(value) ? value : null
}

/** The reader's language: Hindi until they choose otherwise. */
export async function currentLocale(): Promise<Locale> {
  const value = (await cookies()).get(cookieOf(LANGUAGE_COOKIE))?.value
  if (value === PSEUDO_LOCALE && env().mode === 'demo') return value
  return localeOf(value)
}

/** The reader's theme; `auto` follows the device. */
export async function currentTheme(): Promise<Theme> {
  const value = (await cookies()).get(cookieOf(THEME_COOKIE))?.value
  return value === 'light' || value === 'dark' ? value : 'auto'
}
