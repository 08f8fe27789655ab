import { accountForm } from '#app/account-form.ts'
import { TOKEN_SCOPES } from '#lib/access-tokens/token-policy.ts'
import { wishToken } from '#lib/access-tokens/wish-token.ts'

const PAGE = '/account/tokens'

/** Somebody wants a token for a program of theirs. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, PAGE, async ({ services, actor, source, form }) => {
    const text = (name: string) => (form?.get(name) ?? '').slice(0, 200)
    const typed = {
      ...{ name: text('name'), connectionId: text('connection'), days: text('days') },
      scopes: (form?.getAll('scope') ?? []).slice(0, TOKEN_SCOPES.length),
    }
    const wished = await wishToken(services, actor, typed, { source })
    if (wished.ok) return PAGE
    // Nothing of it is secret, and nothing that was typed is lost.
    const { name, connectionId, days, scopes } = typed
    const again = new URLSearchParams({ error: wished.reason, name, connection: connectionId, days })
    for (const scope of scopes) again.append('scope', scope)
    return `${PAGE}?${again}`
  })
}
