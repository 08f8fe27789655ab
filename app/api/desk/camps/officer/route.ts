import { isEmbeddedElsewhere, json } from '#lib/platform/http.ts'
import { currentStaffSession } from '#lib/staff/session.ts'

/** Whose login this browser has: a device shows and sends what it kept for that officer alone. */
export async function GET(request: Request): Promise<Response> {
  if (isEmbeddedElsewhere(request)) return json({ error: 'origin' }, 403)
  const session = await currentStaffSession()
  return session.state === 'active' ? json({ officer: session.actor.staffId }) : json({ error: 'login' }, 401)
}
