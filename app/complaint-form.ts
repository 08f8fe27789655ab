import type { ConsumerActor } from '#lib/identity/actor.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, json, readForm, seeOther } from '#lib/platform/http.ts'

/**
 * What the small forms of a complaint's thread have in common: who sends it, whose complaint it is, and the way back to
 * the thread, to the form named `part` with the reason where it was refused.
 */
export async function complaintForm(
  request: Request,
  part: 'reopen' | 'escalate' | 'rate',
  act: (actor: ConsumerActor, form: URLSearchParams) => Promise<{ ok: true } | { ok: false; reason: string } | null>,
): Promise<Response> {
  if (!isSameOrigin(request)) return json({ error: 'origin' }, 403)
  const form = (await readForm(request)) ?? new URLSearchParams()
  const actor = await currentActor()
  if (!actor) return seeOther(loginPath('/', { loggedOut: true }))
  const done = await act(actor, form)
  if (!done) return json({ error: 'not found' }, 404)
  const thread = `/c/${form.get('connection')}/complaints/${form.get('complaint')}`
  return seeOther(done.ok ? `${thread}#timeline` : `${thread}?${part}=${done.reason}#${part}`)
}
