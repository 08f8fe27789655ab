import { accountForm } from '#app/account-form.ts'
import { end, endingIn, endingQuery } from '#app/ending.ts'
import { proveAgain } from '#lib/identity/prove-again.ts'

/** The code after which what the address names is ended. */
export async function POST(request: Request): Promise<Response> {
  const ending = endingIn(new URL(request.url).searchParams)
  return accountForm(request, ending.next, async ({ services, actor, source, code }) => {
    const proven = await proveAgain(services, actor, { code, source })
    if (!proven.ok) return `/account/confirm?${endingQuery(ending)}&error=${proven.reason}`
    return end({ services, actor }, ending)
  })
}
