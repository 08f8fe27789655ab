import { chosenLocale, LANGUAGE_COOKIE, preferenceCookie } from '#app/locale.ts'
import { removedCookie, sealedCookie } from '#lib/identity/auth-options.ts'
import { changeLanguage } from '#lib/identity/change-language.ts'
import { endSessions } from '#lib/identity/end-sessions.ts'
import { afterLoginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import type { VerifyOtpResult } from '#lib/identity/verify-otp.ts'
import { listInvitations } from '#lib/linking/list-invitations.ts'
import { seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/**
 * Gives the browser the session that a login has started, whichever way it was proven, takes the cookie of the proof away,
 * and leads on: to `next` if that is the person's own.
 */
export async function enter(
  proven: Extract<VerifyOtpResult, { ok: true }>,
  { next, spent }: { next: string | null; spent: 'challenge' | 'passkey' },
): Promise<Response> {
  // A login in this browser from before would otherwise live on without a cookie to end it by.
  const before = await currentActor()
  if (before) await endSessions(getServices(), before, 'this')
  const headers = new Headers()
  headers.append('Set-Cookie', await sealedCookie('session', { sid: proven.token }))
  headers.append('Set-Cookie', await sealedCookie('device', { tokens: proven.deviceTokens }))
  headers.append('Set-Cookie', removedCookie(spent))
  // The language chosen in this browser goes into the record; a browser without a choice takes that of the record.
  const chosen = await chosenLocale()
  if (chosen) await changeLanguage(getServices(), proven.actor, chosen)
  else headers.append('Set-Cookie', preferenceCookie(LANGUAGE_COOKIE, proven.language))
  // Whoever was invited is asked before anything else.
  const invitations = await listInvitations(getServices(), proven.actor)
  const path = invitations.length > 0 ? '/connections' : afterLoginPath(next, proven.connectionIds)
  return seeOther(path, headers)
}
