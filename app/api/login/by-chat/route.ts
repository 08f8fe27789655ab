import { chatCodeCookie } from '#app/chat-code-cookie.ts'
import { currentChallenge } from '#lib/identity/session.ts'
import { isSameOrigin, seeOther } from '#lib/platform/http.ts'

/**
 * Shows whoever has no code, or whose right one is not taken, what to write to us on WhatsApp for another; one that was sent
 * works until then.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const challenge = await currentChallenge()
  if (!challenge) return seeOther('/login')
  const cookie = await chatCodeCookie(request, challenge)
  return cookie ? seeOther('/login/code', { 'Set-Cookie': cookie }) : seeOther('/login/code?error=too-many-codes')
}
