import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { readingOf } from '#app/desk-reading.ts'
import { acceptFlag } from '#lib/metering/validation/accept-flag.ts'
import { seeOther } from '#lib/platform/http.ts'
import { ReadingRule } from '#prisma/generated/client.ts'

/** An officer lets a flagged reading stand. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const reading = readingOf(form)
  const rule = Object.values(ReadingRule).find((known) => known === form.get('rule'))
  if (!reading || !rule) return noSuchThing()
  const accepted = await acceptFlag(services, actor, { ...reading, rule })
  const page = `/desk/incoming/${reading.connectionId}/${reading.on}`
  if (accepted.ok) return seeOther(`${page}?done=accepted`)
  return accepted.reason === 'NOT_FOUND' ? noSuchThing() : seeOther(`${page}?error=DECIDED`)
}
