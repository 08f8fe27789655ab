import { accountForm } from '#app/account-form.ts'
import { end, endingIn } from '#app/ending.ts'

/** Ends one device's way in without a code. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, '/account/passkey', ({ form, ...person }) => end(person, endingIn(form)))
}
