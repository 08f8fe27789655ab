import { LANGUAGE_COOKIE, THEME_COOKIE } from '#app/locale.ts'
import { env } from '#lib/platform/env.ts'
import { isSameOrigin, readForm, seeOther } from '#lib/platform/http.ts'

const A_YEAR = 31_536_000

/** Keeps the reader's language or theme in a cookie and returns to the page they were on. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const headers = new Headers()
  const keep = (name: string, value: string) =>
    headers.append(
      'Set-Cookie',
      `${name}=${value}; Path=/; Max-Age=${A_YEAR}; SameSite=Lax${env().secureCookies ? '; Secure' : ''}`,
    )
  const language = form?.get('language')
  if (language === 'hi' || language === 'en') keep(LANGUAGE_COOKIE, language)
  const theme = form?.get('theme')
  if (theme === 'auto' || theme === 'light' || theme === 'dark') keep(THEME_COOKIE, theme)
  return seeOther(form?.get('next') ?? '/', headers)
}
