import { complainantByMobile, threadByMobile } from '#lib/complaints/mobile-complaints.ts'
import { listAreas, registerByMobile } from '#lib/complaints/register-by-mobile.ts'
import { registerComplaint } from '#lib/complaints/register-complaint.ts'
import { writeMessage } from '#lib/complaints/write-message.ts'
import { ownConnectionIds } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import { keyedHash } from '#lib/platform/secrets.ts'
import type { Effect } from '../chat-effects.ts'
import type { Outcome } from '../chat-events.ts'
import type { ComplaintWords } from '../chat-state.ts'
import { fetchMedia } from '../fetch-media.ts'
import { actorOf, connectionsOf, type Sender, sourceOf } from './sender.ts'

type Of<K extends Effect['type']> = Extract<Effect, { type: K }>

/**
 * Registers a complaint: about an own connection whose record is open to the sender, else about none, for the area that
 * they name.
 */
export async function makeComplaint(
  services: PaymentServices,
  sender: Sender,
  { words, area }: Of<'MAKE_COMPLAINT'>,
): Promise<Outcome> {
  const files = await filesOf(words.mediaIds)
  if (!files) return { type: 'COMPLAINT_REFUSED', reason: 'file' }
  const { category, since, detail } = words
  const form = { category, since, detail, requestKey: keyOf(sender.wamid) }
  const actor = await actorOf(services, sender)
  const connectionId = actor && (await connectionFor(services, actor, words))
  const own =
    actor && connectionId
      ? await registerComplaint(services, actor, { ...form, connectionId, evidence: null, door: 'WHATSAPP' }, files)
      : null
  if (own) return outcomeOf(services, sender, actor, own)
  if (area === '') return areasFor(services, words, 0)
  const { mobile, language } = sender
  const made = await registerByMobile(services, sourceOf(sender), { ...form, mobile, language, area }, files)
  if (!made.ok && made.reasons[0] === 'NO_AREA') return areasFor(services, words, 0)
  return outcomeOf(services, sender, actor, made)
}

export async function areasFor(services: PaymentServices, words: ComplaintWords, from: number): Promise<Outcome> {
  const { areas, isMore } = await listAreas(services, from)
  if (areas.length === 0)
    return from > 0 ? areasFor(services, words, 0) : { type: 'COMPLAINT_REFUSED', reason: 'unknown' }
  return { type: 'AREAS', words, areas, from, isMore }
}

/** Words and photos for the thread of a complaint that the sender may write in. */
export async function addToCase(
  services: PaymentServices,
  sender: Sender,
  { complaintId, text, mediaIds }: Of<'ADD_TO_CASE'>,
): Promise<Outcome> {
  const actor = await actorOf(services, sender)
  const complainant = await complainantByMobile(services, { mobile: sender.mobile, actor }, complaintId)
  if (!complainant) return { type: 'NO_CASE' }
  const uploads = await filesOf(mediaIds)
  const written = uploads && (await writeMessage(services, complainant, { complaintId, text, uploads }))
  return { type: written?.ok ? 'ADDED' : 'NOT_ADDED' }
}

/** The named connection while it is the sender's, else the first of theirs whose record is open to them. */
async function connectionFor(
  services: PaymentServices,
  actor: ConsumerActor,
  { connectionId }: ComplaintWords,
): Promise<string | null> {
  const own = await connectionsOf(services, actor)
  const open = await ownConnectionIds(services, actor, 'RECORD')
  return (own.find(({ id }) => id === connectionId) ?? own.find(({ id }) => open.includes(id)))?.id ?? null
}

type Made = { ok: true; complaintId: string } | { ok: false; reasons: readonly string[] }

async function outcomeOf(
  services: PaymentServices,
  { mobile }: Sender,
  actor: ConsumerActor | null,
  made: Made,
): Promise<Outcome> {
  if (!made.ok) return { type: 'COMPLAINT_REFUSED', reason: refusalOf(made.reasons) }
  const thread = await threadByMobile(services, { mobile, actor }, made.complaintId)
  if (!thread) return { type: 'COMPLAINT_REFUSED', reason: 'unknown' }
  return { type: 'COMPLAINT_MADE', complaintId: thread.id, number: thread.number, dueAt: thread.dueAt }
}

function refusalOf(reasons: readonly string[]): Extract<Outcome, { type: 'COMPLAINT_REFUSED' }>['reason'] {
  if (reasons.includes('TOO_MANY')) return 'too-many'
  if (reasons.some((reason) => reason.endsWith('_TOO_LONG'))) return 'too-long'
  return reasons.some((reason) => /FILE|PIXELS|PAGES|TOO_BIG/.test(reason)) ? 'file' : 'unknown'
}

/** Null where one of them cannot be had. */
async function filesOf(mediaIds: readonly string[]): Promise<Buffer[] | null> {
  const files: Buffer[] = []
  for (const mediaId of mediaIds) {
    const file = await fetchMedia(mediaId)
    if (file === null || file === 'TOO_BIG') return null
    files.push(file)
  }
  return files
}

/** One message makes one complaint, however often it is acted on. */
function keyOf(wamid: string): string {
  const hex = keyedHash('complaint of a chat', wamid).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
