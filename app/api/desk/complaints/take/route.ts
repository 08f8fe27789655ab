import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { type DeskOutcome, type KeptOnDevice, registerAtDesk } from '#lib/complaints/register-at-desk.ts'
import { json, seeOther, wantsJson } from '#lib/platform/http.ts'
import { parseDay, parseInstant } from '#lib/units/ist.ts'
import { localeOf } from '#lib/units/locale.ts'

/**
 * Takes down what somebody says at the counter, and leads to the thread, or back to the form with what was typed. A
 * device that kept an entry without a connection sends the same fields, and reads the answer: 200 with the complaint's
 * number, 422 with what is wrong.
 */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const field = (name: string) => form.get(name) ?? ''
  const requestKey = field('key')
  const taken = await registerAtDesk(services, actor, {
    ...{
      requestKey,
      campDayId: field('camp') || null,
      outcome: outcomeOf(field),
      language: localeOf(field('language')),
      category: field('category'),
      device: deviceOf(field),
    },
    ...{ consumerNo: field('consumerNo'), subdivision: field('subdivision'), mobile: field('mobile') },
    ...{ since: field('since'), detail: field('detail') },
  })
  if (!taken) return noSuchThing()
  if (wantsJson(request)) {
    const { ok, ...said } = taken
    return json(said, ok ? 200 : 422)
  }
  const camp = field('camp') && `/desk/camps/${field('camp')}`
  if (taken.ok)
    return seeOther(camp ? `${camp}?taken=${taken.complaintId}` : `/desk/complaints/${taken.complaintId}?done=taken`)
  const query = new URLSearchParams({ draft: requestKey, error: taken.reasons.join(' ') })
  return seeOther(`${camp || '/desk/complaints/new'}?${query}`)
}

/** What was done about it at once, as the form says it. */
function outcomeOf(field: (name: string) => string): DeskOutcome | null {
  const kind = field('outcome')
  if (kind !== 'RESOLVE' && kind !== 'PROMISE') return null
  return { kind, promisedOn: parseDay(field('promisedOn')), words: { reply: field('reply'), text: field('text') } }
}

/** Who kept it on a device and when it was written down, as the device says it. */
function deviceOf(field: (name: string) => string): KeptOnDevice | null {
  return field('officer') ? { staffId: field('officer'), writtenAt: parseInstant(field('writtenAt')) } : null
}
