import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { sendParkedAgain } from '#lib/payments/billing-webhook/send-parked-again.ts'
import { seeOther } from '#lib/platform/http.ts'

/** Has sent again what the billing system did not take. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const count = await sendParkedAgain(asked.services, asked.actor)
  return count === null ? noSuchThing() : seeOther('/desk/ledger?done=again')
}
