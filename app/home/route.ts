import { refusedElsewhere } from '#app/portal-file.ts'
import { heldTo } from '#lib/consumers/held-to.ts'
import { listConnections } from '#lib/consumers/list-connections.ts'
import { afterLoginPath, loginPath } from '#lib/identity/login-path.ts'
import { currentSession } from '#lib/identity/session.ts'
import { seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

export const dynamic = 'force-dynamic'

/** Where the installed portal opens: Home of the only connection, the list of several, or the login. */
export async function GET(request: Request): Promise<Response> {
  const refused = refusedElsewhere(request)
  if (refused) return refused
  const session = await currentSession()
  if (session.state !== 'active') return seeOther(loginPath('/home', { loggedOut: session.state === 'ended' }))
  const connections = await listConnections(heldTo(getServices(), session.actor), session.actor)
  return seeOther(
    afterLoginPath(
      null,
      connections.map(({ id }) => id),
    ),
  )
}
