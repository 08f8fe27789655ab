import { accountForm } from '#app/account-form.ts'
import { deviceToEnd, endingIn, endingQuery } from '#app/ending.ts'
import { askToProve } from '#lib/identity/prove-again.ts'

/** Somebody wants to end what the address names: sends the code that it asks for, the first time or again. */
export async function POST(request: Request): Promise<Response> {
  const ending = endingIn(new URL(request.url).searchParams)
  return accountForm(request, ending.next, async ({ services, actor, source, isAgain }) => {
    // No code for what is not theirs, or over already.
    if ((await deviceToEnd({ services, actor }, ending)) === undefined) return ending.next
    const asked = await askToProve(services, actor, { source })
    const page = `/account/confirm?${endingQuery(ending)}`
    if (!asked.ok) return `${page}&error=${asked.reason}`
    return isAgain ? `${page}&again=1` : page
  })
}
