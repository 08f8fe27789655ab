import { accountForm } from '#app/account-form.ts'
import { currentLocale } from '#app/locale.ts'
import { invite } from '#lib/linking/invite.ts'
import { json } from '#lib/platform/http.ts'

/** An owner invites a number to see their connection. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, '/connections', async ({ services, actor, form }) => {
    const typed = (name: string) => (form?.get(name) ?? '').slice(0, 40)
    const connectionId = typed('connection')
    const invited = await invite(services, actor, {
      ...{ connectionId, mobile: typed('mobile'), endsOn: typed('endsOn'), locale: await currentLocale() },
      role: typed('role') === 'TENANT' ? 'TENANT' : 'MEMBER',
    })
    if (!invited) return json({ error: 'not found' }, 404)
    const profile = `/c/${connectionId}/profile`
    if (invited.ok) return `${profile}?family=invited#family`
    // Begun anew with the first choice, the form would make a member for ever of a tenant whose number was mistyped.
    // More digits than a day has are a number in the wrong box, which does not belong into an address.
    const isDay = typed('endsOn').replace(/\D/g, '').length <= 8
    const chosen = { role: typed('role'), endsOn: isDay ? typed('endsOn') : '' }
    return `${profile}?${new URLSearchParams({ family: invited.reason, ...chosen })}`
  })
}
