import type { Complainant } from '#lib/complaints/own-complaint.ts'
import { heldTo } from '#lib/consumers/held-to.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor, currentVisitor } from '#lib/identity/session.ts'
import { isSameOrigin, json, readForm, readMultipart, seeOther } from '#lib/platform/http.ts'
import { getServices, type Services } from '#lib/platform/services.ts'
import { typedForgotten, typedKept } from './typed-words.ts'

type Part = 'message' | 'reopen' | 'escalate' | 'rate'
/** What a refused form comes back with; its files are chosen anew. */
const TYPED: Record<Part, readonly string[]> = {
  message: ['text'],
  reopen: ['reason'],
  escalate: [],
  rate: ['rating', 'remark'],
}

type Sent = { field: (name: string) => string; complaintId: string; files: Buffer[] }

/**
 * What the forms of a complaint's thread have in common: who sends it, a person of the connection or a visitor, whose
 * complaint it is, and the way back to the thread, with the reason under `part` where it was refused. At most `mostBytes`
 * with files; none for a form without.
 */
export async function complaintForm(
  request: Request,
  part: Part,
  act: (
    services: Services,
    actor: Complainant,
    sent: Sent,
  ) => Promise<{ ok: true } | { ok: false; reason: string } | null>,
  mostBytes?: number,
): Promise<Response> {
  if (!isSameOrigin(request)) return json({ error: 'origin' }, 403)
  const form = mostBytes ? await readMultipart(request, mostBytes) : { fields: await readForm(request), files: [] }
  if (form === 'TOO_BIG') return tooBig(request, part)
  const field = (name: string) => form?.fields?.get(name) ?? ''
  const [connectionId, complaintId] = [field('connection'), field('complaint')]
  const actor = connectionId === '' ? await currentVisitor() : await currentActor()
  const thread = connectionId === '' ? '/track/complaint' : `/c/${connectionId}/complaints/${complaintId}`
  const typed = Object.fromEntries(TYPED[part].map((name) => [name, field(name)]))
  if (!actor && connectionId === '') return seeOther('/track')
  // After the next login the words are there again.
  if (!actor) return seeOther(loginPath(thread, { loggedOut: true }), await typedKept(complaintId, typed))
  const services = actor.kind === 'visitor' ? getServices() : heldTo(getServices(), actor)
  const done = await act(services, actor, { field, complaintId, files: form?.files ?? [] })
  if (!done) return json({ error: 'not found' }, 404)
  if (done.ok) return seeOther(`${thread}#timeline`, typedForgotten())
  // To its top, where it says what is wrong: a browser that is led to a part of a page does not begin at its summary.
  return seeOther(`${thread}?${part}=${done.reason}`, await typedKept(complaintId, typed))
}

/**
 * Files were too big to be read at all, so the form says nothing of whose complaint it is; the page that it was on does. It
 * leads back there with the reason under `part`, where a bare answer would be a dead end. Our `Referrer-Policy` has browsers
 * name that page.
 */
export function tooBig(request: Request, part: Part | 'error'): Response {
  const page = URL.parse(request.headers.get('referer') ?? '')
  if (!page || !/^\/(c\/[^/]+\/complaints\/|track\/complaint$)/.test(page.pathname))
    return json({ error: 'too large' }, 413)
  // What another of its forms was refused for before is over.
  for (const other of Object.keys(TYPED)) page.searchParams.delete(other)
  page.searchParams.set(part, 'FORM_TOO_BIG')
  return seeOther(`${page.pathname}${page.search}`)
}
