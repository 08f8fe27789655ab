import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { assignComplaints } from '#lib/complaints/assign-complaints.ts'
import { localPath, seeOther } from '#lib/platform/http.ts'

/** Gives the chosen complaints of the inbox to an officer, and leads back to the page of it. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const chosen = { complaintIds: form.getAll('complaint'), staffId: form.get('officer') ?? '' }
  const assigned = await assignComplaints(services, actor, chosen)
  if (!assigned) return noSuchThing()
  const back = new URL(localPath(form.get('back')) ?? '/desk/complaints', 'http://desk')
  if (assigned.ok) back.searchParams.set('assigned', String(assigned.count))
  else back.searchParams.set('error', assigned.reason)
  return seeOther(`/desk/complaints?${back.searchParams}`)
}
