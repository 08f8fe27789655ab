import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { typedForgotten, typedKept } from '#app/typed-words.ts'
import { seeOther } from '#lib/platform/http.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { findConnection } from '#lib/staff/find-connection.ts'

const LONGEST_WORD = 60

/** Narrows the audit. From a consumer number it leads to the connection's id: the number goes into no address. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  if (!(await authorise(services, actor, 'audit.read'))) return noSuchThing()
  const word = (name: string) => (form.get(name) ?? '').trim().slice(0, LONGEST_WORD)
  const number = word('number')
  const connection = number && (await findConnection(services, actor, { consumerNo: number }))
  const isUnknown = connection === null
  const chosen = {
    staff: word('staff'),
    day: word('day'),
    connection: connection ?? '',
    error: isUnknown ? 'none' : '',
  }
  const query = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value))
  const kept = isUnknown ? await typedKept(`audit ${actor.staffId}`, { number }) : typedForgotten()
  return seeOther(`/desk/audit${query.size > 0 ? `?${query}` : ''}`, kept)
}
