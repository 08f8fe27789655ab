import { accountForm } from '#app/account-form.ts'
import { leaveGuide } from '#lib/identity/leave-guide.ts'

/** Ends the guide of the first visit, and returns to Home. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, '/home', async ({ services, actor, form }) => {
    await leaveGuide(services, actor)
    return form?.get('next') ?? '/home'
  })
}
