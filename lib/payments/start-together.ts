import { amountDue } from '#lib/billing/amount-due.ts'
import { isId, ownConnections } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { traced } from '#lib/platform/trace.ts'
import { dayOf } from '#lib/units/ist.ts'
import { paise, sumPaise } from '#lib/units/paise.ts'
import type { AttemptKey } from './change-state.ts'
import type { AttemptTerms } from './chosen-amount.ts'
import { endExpiredAttempts } from './end-expired-attempts.ts'
import { gatewayQr } from './gateway-qr.ts'
import { lockConnection } from './lock-connection.ts'
import { newestBill } from './newest-bill.ts'
import { attemptEnd, createAttempt, expireOpen, undecidedAttempt } from './open-attempt.ts'
import type { PaymentServices } from './payment-services.ts'
import { OPEN_STATES } from './payment-states.ts'
import { newBatchReference } from './reference.ts'
import { attemptOfKey, isKey, rememberKey } from './request-key.ts'

/** More than a person has; a request that names more is none of our forms. */
const MOST_CONNECTIONS = 50
/** The gateway's QR closes a little after the batch, so that who scans at the last moment is not refused. */
const QR_OUTLIVES_MS = 60_000

export type StartedTogether =
  | { ok: true; batchId: string; isRepeat: boolean }
  /** UNDECIDED: the bank is at a payment of one of them. TOO_LARGE: UPI does not move so much at once. */
  | { ok: false; reason: 'NOTHING_DUE' | 'UNDECIDED' | 'TOO_LARGE' | 'KEY_TAKEN' | 'BAD_KEY' }

/**
 * Begins to pay what several connections owe today by one QR. Each connection keeps an attempt of its own, which the
 * batch pays; those that owe nothing are left out. The same connections again get the same batch while its amounts are
 * right. Null, and nothing is made, when one of them is not the actor's.
 */
export async function startTogether(
  services: PaymentServices,
  actor: ConsumerActor,
  { connectionIds: given }: { connectionIds: readonly string[] },
  { key }: { key?: string } = {},
): Promise<StartedTogether | null> {
  const { db, now } = services
  const connectionIds = [...new Set(given)].sort()
  if (connectionIds.length === 0 || connectionIds.length > MOST_CONNECTIONS || !connectionIds.every(isId)) return null
  const own = await db.connection.count({
    where: { id: { in: connectionIds }, ...ownConnections({ now }, actor, 'BILLS') },
  })
  if (own !== connectionIds.length) return null
  if (key !== undefined && !isKey(key)) return { ok: false, reason: 'BAD_KEY' }
  const request = key === undefined ? null : { consumerId: actor.consumerId, key, body: { connectionIds } }
  const started = await db.$transaction(async (tx): Promise<StartedTogether> => {
    const known = request && (await attemptOfKey(tx, request))
    if (known?.isSame)
      return {
        ok: true,
        batchId: await batchOf(tx, { connectionId: known.connectionId, id: known.attemptId }),
        isRepeat: true,
      }
    if (known) return { ok: false, reason: 'KEY_TAKEN' }
    const opened = await openBatch(tx, now(), connectionIds)
    if (!opened.ok) return opened
    if (request) await rememberKey(tx, request, { ...opened, at: now() })
    return { ok: true, batchId: opened.batchId, isRepeat: false }
  })
  if (!started.ok) return started
  const { batchId } = started
  await traced({ trace: batchId, step: 'payment.started' }, () => makeBatchQr(services, batchId))
  return started
}

async function batchOf(tx: Tx, attempt: AttemptKey): Promise<string> {
  const where = { connectionId_id: attempt }
  const { batchId } = await tx.paymentAttempt.findUniqueOrThrow({ where, select: { batchId: true } })
  if (!batchId) throw new Error(`Attempt ${attempt.id} is in no batch.`)
  return batchId
}

type Due = AttemptTerms & { connectionId: string }
type Opened =
  | { ok: true; batchId: string; connectionId: string; attemptId: string }
  | Extract<StartedTogether, { ok: false }>

async function openBatch(tx: Tx, now: Date, asked: readonly string[]): Promise<Opened> {
  const dues: Due[] = []
  for (const connectionId of asked) {
    await lockConnection(tx, connectionId)
    await endExpiredAttempts(tx, now, connectionId)
    const due = await dueOf(tx, now, connectionId)
    if (!due) continue
    if (await undecidedAttempt(tx, due)) return { ok: false, reason: 'UNDECIDED' }
    dues.push(due)
  }
  if (dues.length === 0) return { ok: false, reason: 'NOTHING_DUE' }
  const amountPaise = sumPaise(dues.map((due) => due.amountPaise))
  if (amountPaise > env().upi.mostPaise) return { ok: false, reason: 'TOO_LARGE' }
  const known = await sameBatch(tx, dues)
  if (known) return known

  for (const { connectionId, billId } of dues) await expireOpen(tx, now, { connectionId, billId })
  const connectionIds = dues.map((due) => due.connectionId)
  const data = {
    reference: newBatchReference(),
    connectionIds,
    amountPaise,
    createdAt: now,
    expiresAt: attemptEnd(now),
  }
  const { id: batchId } = await tx.paymentBatch.create({ data, select: { id: true } })
  const attemptIds: string[] = []
  for (const due of dues) attemptIds.push(await createAttempt(tx, now, { ...due, batchId }))
  return { ok: true, batchId, connectionId: connectionIds[0] as string, attemptId: attemptIds[0] as string }
}

async function dueOf(tx: Tx, now: Date, connectionId: string): Promise<Due | null> {
  const bill = await newestBill(tx, connectionId)
  if (!bill) return null
  const unpaidPaise = totalUnpaid(await billStandings(tx, connectionId))
  const { todayPaise: amountPaise, rebatePaise } = amountDue({ bill, unpaidPaise, on: dayOf(now) })
  return amountPaise > 0n ? { connectionId, billId: bill.id, amountPaise, rebatePaise, isChosen: false } : null
}

/** The open batch over exactly these amounts, so that a second tab gets the same QR. */
async function sameBatch(tx: Tx, dues: readonly Due[]): Promise<Opened | null> {
  const open = await tx.paymentAttempt.findFirst({
    where: { connectionId: dues[0]?.connectionId ?? '', batchId: { not: null }, state: { in: [...OPEN_STATES] } },
    orderBy: { createdAt: 'desc' },
    select: { batch: { select: { id: true, connectionIds: true } } },
  })
  if (!open?.batch || open.batch.connectionIds.length !== dues.length) return null
  const { id: batchId, connectionIds } = open.batch
  const attempts = await tx.paymentAttempt.findMany({
    where: { connectionId: { in: connectionIds }, batchId },
    orderBy: { id: 'asc' },
    select: { id: true, state: true, connectionId: true, billId: true, amountPaise: true, rebatePaise: true },
  })
  const [first] = attempts
  if (!first) return null
  const isSame = dues.every((due) =>
    attempts.some(
      (attempt) =>
        OPEN_STATES.includes(attempt.state) &&
        attempt.connectionId === due.connectionId &&
        attempt.billId === due.billId &&
        attempt.amountPaise === due.amountPaise &&
        attempt.rebatePaise === due.rebatePaise,
    ),
  )
  return isSame ? { ok: true, batchId, connectionId: first.connectionId, attemptId: first.id } : null
}

async function makeBatchQr(services: PaymentServices, batchId: string): Promise<void> {
  const batch = await services.db.paymentBatch.findUniqueOrThrow({
    where: { id: batchId },
    select: { reference: true, connectionIds: true, amountPaise: true, expiresAt: true },
  })
  const { reference, connectionIds, amountPaise, expiresAt } = batch
  const [connectionId] = connectionIds
  const attempts = await services.db.paymentAttempt.findMany({
    where: { connectionId: { in: connectionIds }, batchId },
    select: { state: true },
  })
  if (!connectionId || !attempts.every(({ state }) => state === 'CREATED' || state === 'SHOWN')) return
  const closesAt = new Date(Math.max(expiresAt.getTime(), attemptEnd(services.now()).getTime()) + QR_OUTLIVES_MS)
  const description = batchNote(attempts.length)
  await gatewayQr(services, { connectionId, reference, amountPaise: paise(amountPaise), description, closesAt })
}

/** What the payer's app shows a batch to be for. */
export const batchNote = (bills: number): string => (bills === 1 ? '1 bill' : `${bills} bills`)
