import { LANGUAGE_COOKIE, preferenceCookie, THEME_COOKIE } from '#app/locale.ts'
import { changeLanguage } from '#lib/identity/change-language.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, readForm, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { isOffered } from '#lib/units/locale.ts'

/** Keeps the reader's language or theme, and returns to the page they were on. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const headers = new Headers()
  const language = form?.get('language')
  if (isOffered(language)) {
    headers.append('Set-Cookie', preferenceCookie(LANGUAGE_COOKIE, language))
    // Messages come in the language of the person's record, not of this browser.
    const actor = await currentActor()
    if (actor) await changeLanguage(getServices(), actor, language)
  }
  const theme = form?.get('theme')
  if (theme === 'auto' || theme === 'light' || theme === 'dark') {
    headers.append('Set-Cookie', preferenceCookie(THEME_COOKIE, theme))
  }
  return seeOther(form?.get('next') ?? '/', headers)
}
