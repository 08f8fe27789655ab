import { currentLocale } from '#app/locale.ts'
import { currentActor } from '#lib/identity/session.ts'
import { invite } from '#lib/linking/invite.ts'
import { isSameOrigin, json, readForm, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** An owner invites a number to see their connection. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const actor = await currentActor()
  if (!actor) return seeOther('/login')
  const typed = (name: string) => (form?.get(name) ?? '').slice(0, 40)
  const connectionId = typed('connection')
  const invited = await invite(getServices(), actor, {
    ...{ connectionId, mobile: typed('mobile'), endsOn: typed('endsOn'), locale: await currentLocale() },
    role: typed('role') === 'TENANT' ? 'TENANT' : 'MEMBER',
  })
  if (!invited) return json({ error: 'not found' }, 404)
  const profile = `/c/${connectionId}/profile`
  return seeOther(invited.ok ? `${profile}?family=invited#family` : `${profile}?family=${invited.reason}`)
}
