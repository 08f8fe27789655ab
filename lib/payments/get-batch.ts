import { isId, ownConnectionIds } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import type { Db } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import type { Month } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import type { PaymentState } from '#prisma/generated/client.ts'
import { changeState } from './change-state.ts'
import { endExpiredAttempts } from './end-expired-attempts.ts'
import { contentOf } from './gateway-qr.ts'
import { lockConnections } from './lock-connection.ts'
import type { PaymentServices } from './payment-services.ts'
import { batchNote } from './start-together.ts'
import { payeeIn, upiLink } from './upi-link.ts'

/** What one connection pays of a batch. */
export type BatchShare = {
  connectionId: string
  holderName: string
  consumerNo: string
  month: Month | null
  amountPaise: Paise
  /** Rebates already off the amount. */
  rebatePaise: Paise
  /** Its receipt, once it is paid. */
  paymentId: string | null
}

export type BatchView = {
  id: string
  /** Of its attempts, which move together; once money has come, paid. */
  state: PaymentState
  amountPaise: Paise
  expiresAt: Date
  vpa: string
  payeeName: string
  /** What QR and button carry; null when it must not be paid any more, or not all of it. */
  upiLink: string | null
  /** It could be paid, but the gateway has not made its QR. */
  isWithoutQr: boolean
  /** One of its bills was paid another way: the QR would pay too much. */
  isChanged: boolean
  /** One of its attempts, to ask where it stands. */
  attemptId: string
  shares: BatchShare[]
}

const PAID: readonly PaymentState[] = ['PAID', 'REFUNDED_PART', 'REFUNDED']

/** A batch as its page shows it. Null unless every connection of it is the actor's: it tells what each of them owes. */
export async function getBatch(
  services: PaymentServices,
  actor: ConsumerActor,
  { batchId }: { batchId: string },
): Promise<BatchView | null> {
  const { db, now, gateway } = services
  if (!isId(batchId)) return null
  const found = await findBatch(services, actor, batchId)
  if (!found) return null
  await db.$transaction(async (tx) => {
    await lockConnections(
      tx,
      found.attempts.map(({ connectionId }) => connectionId),
    )
    for (const attempt of found.attempts) await changeState(tx, attempt, 'SHOWN', { at: now() })
    if (found.expiresAt >= now()) return
    for (const { connectionId } of found.attempts) await endExpiredAttempts(tx, now(), connectionId)
  })
  const batch = await findBatch(services, actor, batchId)
  const [first] = batch?.attempts ?? []
  if (!batch || !first) return null
  const { attempts, reference, ...facts } = batch
  const amountPaise = paise(facts.amountPaise)
  const state = attempts.find((attempt) => PAID.includes(attempt.state))?.state ?? first.state
  const isChanged = !PAID.includes(state) && (await wasPaidOtherwise(db, attempts))
  const isPayable = !isChanged && attempts.every((attempt) => attempt.state === 'SHOWN')
  const own = { ...env().upi, reference, note: batchNote(attempts.length), amountPaise }
  const [connectionId = ''] = batch.connectionIds
  const link = gateway ? await contentOf(db, { connectionId, reference }) : upiLink(own)
  return {
    ...{ id: facts.id, expiresAt: facts.expiresAt, attemptId: first.id },
    ...{ state: PAID.includes(state) ? 'PAID' : state, amountPaise, isChanged },
    ...payeeIn(link),
    upiLink: isPayable ? link : null,
    isWithoutQr: isPayable && link === null,
    shares: attempts.map((attempt) => ({
      ...{ connectionId: attempt.connectionId, ...attempt.connection },
      month: (attempt.bill?.month ?? null) as Month | null,
      amountPaise: paise(attempt.amountPaise),
      rebatePaise: paise(attempt.rebatePaise),
      paymentId: attempt.payments[0]?.id ?? null,
    })),
  }
}

async function findBatch({ db, now }: PaymentServices, actor: ConsumerActor, batchId: string) {
  const own = await ownConnectionIds({ db, now }, actor, 'BILLS')
  const batch = await db.paymentBatch.findUnique({
    where: { id: batchId },
    select: { id: true, reference: true, connectionIds: true, amountPaise: true, expiresAt: true },
  })
  if (!batch?.connectionIds.every((id) => own.includes(id))) return null
  const attempts = await db.paymentAttempt.findMany({
    where: { connectionId: { in: batch.connectionIds }, batchId },
    orderBy: { id: 'asc' },
    select: {
      ...{ id: true, state: true, connectionId: true, amountPaise: true, rebatePaise: true },
      connection: { select: { holderName: true, consumerNo: true } },
      bill: { select: { month: true } },
      payments: { select: { id: true }, orderBy: { receivedAt: 'asc' }, take: 1 },
    },
  })
  return { ...batch, attempts }
}

async function wasPaidOtherwise(
  db: Db,
  attempts: readonly { connectionId: string; amountPaise: bigint; rebatePaise: bigint }[],
): Promise<boolean> {
  for (const { connectionId, amountPaise, rebatePaise } of attempts)
    if (totalUnpaid(await billStandings(db, connectionId)) < amountPaise + rebatePaise) return true
  return false
}
