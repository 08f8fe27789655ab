import type { Db } from '#lib/platform/db.ts'
import type { PaymentServices } from './payment-services.ts'
import { withoutPayer } from './without-payer.ts'

/** `x-razorpay-event-id` as it may come; anything longer is not theirs. */
const EVENT_ID = /^[\w.-]{1,100}$/

type Arrival = {
  eventId: string
  body: Uint8Array<ArrayBuffer>
  receivedAt: Date
  stored: (isRepeat: boolean) => void
  failed: (error: unknown) => void
}

/**
 * Stores a signed event of the gateway under its id, without who paid: nobody here asks for that, and an erasure would have
 * to find it. Its signature was checked over all of it. A repeat meets its own row and changes nothing.
 * Once stored it is safe and may be answered; it is acted on apart (`processEvent`, at the latest by the sweep). Throws
 * when it is not stored.
 */
export async function recordEvent(
  { db, now }: PaymentServices,
  { eventId, body }: { eventId: string; body: Uint8Array<ArrayBuffer> },
): Promise<{ ok: true; isRepeat: boolean } | { ok: false; reason: 'EVENT_ID' }> {
  if (!EVENT_ID.test(eventId)) return { ok: false, reason: 'EVENT_ID' }
  const isRepeat = await new Promise<boolean>((stored, failed) => {
    const inbox = inboxOf(db)
    inbox.arrived.push({ eventId, body: withoutPayer(body), receivedAt: now(), stored, failed })
    if (!inbox.isStoring) void storeArrived(db, inbox)
  })
  return { ok: true, isRepeat }
}

/**
 * Events that come while others are being stored are stored after them with one statement: in a storm a commit costs
 * more than its rows, and every sender waits for one commit at the most besides its own.
 */
type Inbox = { arrived: Arrival[]; isStoring: boolean }
const AT_ONCE = 200

const inboxes = new WeakMap<Db, Inbox>()
function inboxOf(db: Db): Inbox {
  const inbox = inboxes.get(db) ?? { arrived: [], isStoring: false }
  inboxes.set(db, inbox)
  return inbox
}

async function storeArrived(db: Db, inbox: Inbox): Promise<void> {
  inbox.isStoring = true
  while (inbox.arrived.length > 0) {
    const batch = inbox.arrived.splice(0, AT_ONCE)
    try {
      const isNew = await store(db, batch)
      // Of copies in one batch the first is the new one.
      for (const { eventId, stored } of batch) stored(!isNew.delete(eventId))
    } catch (error) {
      for (const { failed } of batch) failed(error)
    }
  }
  inbox.isStoring = false
}

/** Returns the ids that were not known before. In the order of ids, so that two processes never wait for each other. */
async function store(db: Db, batch: readonly Arrival[]): Promise<Set<string>> {
  const once = [...new Map(batch.map((arrival) => [arrival.eventId, arrival])).values()]
  once.sort((a, b) => (a.eventId < b.eventId ? -1 : 1))
  const ids = once.map(({ eventId }) => eventId)
  const bodies = once.map(({ body }) => Buffer.from(body).toString('base64'))
  const times = once.map(({ receivedAt }) => receivedAt.toISOString())
  const written = await db.$queryRaw<{ eventId: string }[]>`
    insert into "GatewayEvent" ("eventId", "body", "receivedAt")
    select "id", decode("base64", 'base64'), "at"::timestamptz
    from unnest(${ids}::text[], ${bodies}::text[], ${times}::text[]) as "arrived"("id", "base64", "at")
    on conflict ("eventId") do nothing returning "eventId"`
  return new Set(written.map(({ eventId }) => eventId))
}
