import type { Services } from '#lib/platform/services.ts'
import { traced } from '#lib/platform/trace.ts'
import { type BillingAddress, type Delivered, deliverEvent } from './deliver-event.ts'

/** As Standard Webhooks proposes: three days in all, most of the tries early. After the last the event is parked. */
export const PAUSES_SECONDS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const
/** After this an event that a process was sending counts as not sent: that process has died. */
export const ATTEMPT_SECONDS = 60
const AT_ONCE = 8

type Claimed = {
  chainId: string
  position: number
  id: string
  body: string
  attempts: number
  kind: string
  traceId: string | null
}
type Deliver = (address: BillingAddress, event: { id: string; body: string; at: Date }) => Promise<Delivered>

/**
 * Gives the billing system what is due, those of one connection one after the other, until nothing is due or it takes no
 * more. Each is marked before it is given and again when it was taken; a process that dies in between has it given a
 * second time, under the same id. Any number of processes may do this at once. Returns how many were taken.
 */
export async function sendBillingEvents(
  services: Services,
  address: BillingAddress,
  deliver: Deliver = deliverEvent,
): Promise<number> {
  let taken = 0
  for (;;) {
    const claimed = await claim(services)
    const outcomes = await Promise.all(
      claimed.map(async (event) => {
        const { id, body, kind, traceId: trace } = event
        const delivered = await traced(
          { trace, step: 'billing.told', kind },
          () => deliver(address, { id, body, at: services.now() }),
          ({ ok }) => ok,
        )
        await writeDown(services, event, delivered)
        return delivered.ok
      }),
    )
    taken += outcomes.filter(Boolean).length
    // A receiver that is away is not asked for each event that waits.
    if (claimed.length === 0 || outcomes.includes(false)) return taken
  }
}

/** What comes behind an event that still waits waits as well; behind a parked one it goes on, its number tells the gap. */
async function claim({ db, now }: Services): Promise<Claimed[]> {
  const at = now()
  return db.$queryRaw<Claimed[]>`
    update "BillingEvent" e set "attempts" = e."attempts" + 1, "sendAfter" = ${secondsAfter(at, ATTEMPT_SECONDS)}
      from (select d."chainId", d."position" from "BillingEvent" d
             where d."state" = 'WAITING' and d."sendAfter" <= ${at}
               and not exists (select from "BillingEvent" b
                                where b."chainId" = d."chainId" and b."position" < d."position" and b."state" = 'WAITING')
             order by d."sendAfter", d."chainId" limit ${AT_ONCE} for update skip locked) due
     where e."chainId" = due."chainId" and e."position" = due."position"
    returning e."chainId"::text, e."position", e."id"::text, e."body", e."attempts", e."kind"::text, e."traceId"::text`
}

async function writeDown(
  { db, now }: Services,
  { chainId, position, attempts }: Claimed,
  delivered: Delivered,
): Promise<void> {
  const at = now()
  if (delivered.ok) {
    const data = { state: 'SENT', sentAt: at, failure: null } as const
    await db.billingEvent.updateMany({ where: { chainId, position, state: { not: 'SENT' } }, data })
    return
  }
  const pause = PAUSES_SECONDS[attempts - 1]
  const { failure } = delivered
  // Another process may have it by now, where this one took longer than anybody waits.
  await db.billingEvent.updateMany({
    where: { chainId, position, attempts, state: 'WAITING' },
    data: pause === undefined ? { state: 'PARKED', failure } : { failure, sendAfter: secondsAfter(at, pause) },
  })
}

const secondsAfter = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1_000)
