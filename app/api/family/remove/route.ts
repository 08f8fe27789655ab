import { accountForm } from '#app/account-form.ts'
import { removeLink } from '#lib/linking/remove-link.ts'
import { json } from '#lib/platform/http.ts'

/** An owner takes somebody's access to their connection away. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, '/connections', async ({ services, actor, form }) => {
    const connectionId = form?.get('connection') ?? ''
    const removed = await removeLink(services, actor, { connectionId, linkId: form?.get('link') ?? '' })
    if (!removed) return json({ error: 'not found' }, 404)
    // Whoever removed themself finds their other connections.
    if (removed.ok && removed.wasSelf) return '/connections'
    return `/c/${connectionId}/profile?family=${removed.ok ? 'removed' : removed.reason}#family`
  })
}
