import { accountForm } from '#app/account-form.ts'
import { endSessions } from '#lib/identity/end-sessions.ts'
import { localPath } from '#lib/platform/http.ts'

/** Ends one login from the person's own list, such as a phone that was lost. Somebody else's is left alone. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, '/connections', async ({ services, actor, form }) => {
    const ended = await endSessions(services, actor, { sessionId: form?.get('session') ?? '' })
    const back = localPath(form?.get('next')?.split(/[?#]/)[0]) ?? '/connections'
    return `${back}${ended > 0 ? '?ended=1' : ''}#logins`
  })
}
