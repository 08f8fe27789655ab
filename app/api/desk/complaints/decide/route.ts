import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { typedForgotten, typedKept } from '#app/typed-words.ts'
import { type Decision, decideComplaint } from '#lib/complaints/decide-complaint.ts'
import type { OfficerWords } from '#lib/complaints/officer-words.ts'
import { writeOfficerMessage } from '#lib/complaints/write-officer-message.ts'
import { seeOther } from '#lib/platform/http.ts'
import { parseDay } from '#lib/units/ist.ts'

/** What a refused form comes back with. */
const TYPED = ['what', 'promisedOn', 'reply', 'text']

/** What an officer writes in a thread, alone or with a decision. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const complaintId = form.get('complaint') ?? ''
  const words: OfficerWords = { reply: form.get('reply') ?? '', text: form.get('text') ?? '' }
  const page = `/desk/complaints/${complaintId}`
  const isMessage = form.get('what') === 'MESSAGE'
  const decision = isMessage ? null : decisionOf(form, words)
  const refuse = async (reason: string) => {
    const typed = Object.fromEntries(TYPED.map((name) => [name, form.get(name) ?? '']))
    return seeOther(`${page}?error=${reason}`, await typedKept(complaintId, typed))
  }
  if (typeof decision === 'string') return refuse(decision)
  const done = decision
    ? await decideComplaint(services, actor, { complaintId, decision })
    : await writeOfficerMessage(services, actor, { complaintId, words })
  if (!done) return noSuchThing()
  if (!done.ok) return refuse(done.reason)
  return seeOther(`${page}?done=${isMessage ? 'message' : 'decided'}`, typedForgotten())
}

function decisionOf(form: URLSearchParams, words: OfficerWords): Decision | 'NO_MOVE' | 'NO_DAY' {
  const what = form.get('what')
  if (what === 'RESOLVE' || what === 'REJECT') return { kind: what, words }
  if (what !== 'PROMISE') return 'NO_MOVE'
  const promisedOn = parseDay(form.get('promisedOn') ?? '')
  return promisedOn ? { kind: what, promisedOn, words } : 'NO_DAY'
}
