import { accountForm } from '#app/account-form.ts'
import { withdrawInvitation } from '#lib/linking/remove-link.ts'
import { json } from '#lib/platform/http.ts'

/** An owner takes back an invitation that nobody has answered. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, '/connections', async ({ services, actor, form }) => {
    const [connectionId, invitationId] = [form?.get('connection') ?? '', form?.get('invitation') ?? '']
    const isWithdrawn = await withdrawInvitation(services, actor, { connectionId, invitationId })
    return isWithdrawn ? `/c/${connectionId}/profile?family=withdrawn#family` : json({ error: 'not found' }, 404)
  })
}
