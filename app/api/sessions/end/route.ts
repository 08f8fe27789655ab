import { accountForm } from '#app/account-form.ts'
import { end, endingIn } from '#app/ending.ts'

/** Ends one login from the person's own list, such as a phone that was lost, or with `everywhere` all of them. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, '/connections', ({ form, ...person }) => end(person, endingIn(form)))
}
