import { codeIn } from '#app/code-field.ts'
import { heldTo } from '#lib/consumers/held-to.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices, type Services } from '#lib/platform/services.ts'

type Sent = {
  services: Services
  actor: ConsumerActor
  /** Where the request comes from, for limits. */
  source: string
  /** Null for what is no form, or larger than any of ours. */
  form: URLSearchParams | null
  /** The code that was typed, or nothing. */
  code: string
  /** Whether another code is wished for. */
  isAgain: boolean
}

/**
 * What the forms of a person's own account have in common: they come from our page, and from somebody who is logged in;
 * whoever is not logs in and comes back to `page`. `act` answers with where to go next, or with the answer itself.
 */
export async function accountForm(
  request: Request,
  page: `/${string}`,
  act: (sent: Sent) => Promise<string | Response>,
): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const actor = await currentActor()
  if (!actor) return seeOther(loginPath(page, { loggedOut: true }))
  const code = codeIn(form)
  const isAgain = new URL(request.url).searchParams.has('again')
  const done = await act({
    services: heldTo(getServices(), actor),
    actor,
    source: sourceOf(request),
    form,
    code,
    isAgain,
  })
  return typeof done === 'string' ? seeOther(done) : done
}
