import { deskForm } from '#app/desk-page.ts'
import { removedCookie } from '#lib/identity/auth-options.ts'
import { seeOther } from '#lib/platform/http.ts'
import { endStaffSession } from '#lib/staff/end-staff-sessions.ts'

/** Ends this login of the desk at the server. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  await endStaffSession(asked.services, asked.actor)
  return seeOther('/desk/login?bye=1', { 'Set-Cookie': removedCookie('desk') })
}
