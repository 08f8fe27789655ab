import { accountForm } from '#app/account-form.ts'
import { answerInvitation } from '#lib/linking/answer-invitation.ts'
import { json } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Somebody invited agrees or declines, logged in by their own code. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, '/connections', async ({ actor, form }) => {
    const accept = form?.get('answer') === 'accept'
    // To a connection that is not theirs yet.
    const answered = await answerInvitation(getServices(), actor, {
      invitationId: form?.get('invitation') ?? '',
      accept,
    })
    if (!answered) return json({ error: 'not found' }, 404)
    return accept ? `/c/${answered.connectionId}?linked=1` : '/connections'
  })
}
