import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { type Decision, decideComplaint } from '#lib/complaints/decide-complaint.ts'
import type { OfficerWords } from '#lib/complaints/officer-words.ts'
import { writeOfficerMessage } from '#lib/complaints/write-officer-message.ts'
import { seeOther } from '#lib/platform/http.ts'
import { parseDay } from '#lib/units/ist.ts'

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
  if (typeof decision === 'string') return seeOther(`${page}?error=${decision}`)
  const done = decision
    ? await decideComplaint(services, actor, { complaintId, decision })
    : await writeOfficerMessage(services, actor, { complaintId, words })
  if (!done) return noSuchThing()
  return seeOther(done.ok ? `${page}?done=${isMessage ? 'message' : 'decided'}` : `${page}?error=${done.reason}`)
}

function decisionOf(form: URLSearchParams, words: OfficerWords): Decision | 'NO_MOVE' | 'NO_DAY' {
  const what = form.get('what')
  if (what === 'RESOLVE' || what === 'REJECT') return { kind: what, words }
  if (what !== 'PROMISE') return 'NO_MOVE'
  const promisedOn = parseDay(form.get('promisedOn') ?? '')
  return promisedOn ? { kind: what, promisedOn, words } : 'NO_DAY'
}
