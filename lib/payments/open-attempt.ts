import { amountDue } from '#lib/billing/amount-due.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import type { Tx } from '#lib/platform/db.ts'
import { dayOf } from '#lib/units/ist.ts'
import type { Paise } from '#lib/units/paise.ts'
import { changeState } from './change-state.ts'
import { type AmountRefusal, type AttemptTerms, chosenTerms } from './chosen-amount.ts'
import { endExpiredAttempts } from './end-expired-attempts.ts'
import { newestBill } from './newest-bill.ts'
import { OPEN_STATES } from './payment-states.ts'
import { newReference } from './reference.ts'

export const ATTEMPT_LIVES_MS = 15 * 60_000

export type OpenedAttempt =
  | { ok: true; attemptId: string }
  /** NOTHING_DUE: it is paid, or asked for nothing. NEWER_BILL: what is unpaid of it stands on a newer bill. */
  | { ok: false; reason: 'NOTHING_DUE' | 'NEWER_BILL' | AmountRefusal }

/** The open attempt over what a bill asks in full today. The connection must be locked. */
export async function openForBill(
  tx: Tx,
  now: Date,
  { billId, connectionId }: { billId: string; connectionId: string },
): Promise<OpenedAttempt> {
  await endExpiredAttempts(tx, now, connectionId)
  const atBank = await undecidedAttempt(tx, { connectionId, billId })
  if (atBank) return { ok: true, attemptId: atBank }

  const bill = await newestBill(tx, connectionId)
  if (bill?.id !== billId) return { ok: false, reason: bill ? 'NEWER_BILL' : 'NOTHING_DUE' }
  const unpaidPaise = totalUnpaid(await billStandings(tx, connectionId))
  const { todayPaise: amountPaise, rebatePaise } = amountDue({ bill, unpaidPaise, on: dayOf(now) })
  if (amountPaise <= 0n) {
    await expireOpen(tx, now, { connectionId, billId })
    return { ok: false, reason: 'NOTHING_DUE' }
  }
  return openWith(tx, now, connectionId, { billId, amountPaise, rebatePaise, isChosen: false })
}

/** The open attempt over an amount that the payer chose. The connection must be locked. */
export async function openForAmount(
  tx: Tx,
  now: Date,
  { connectionId, amountPaise }: { connectionId: string; amountPaise: Paise },
): Promise<OpenedAttempt> {
  await endExpiredAttempts(tx, now, connectionId)
  const on = dayOf(now)
  const chosen = chosenTerms({
    amountPaise,
    on,
    bill: await newestBill(tx, connectionId),
    unpaidPaise: totalUnpaid(await billStandings(tx, connectionId)),
  })
  if (!chosen.ok) return chosen
  const atBank = await undecidedAttempt(tx, { connectionId, billId: chosen.terms.billId })
  return atBank ? { ok: true, attemptId: atBank } : openWith(tx, now, connectionId, chosen.terms)
}

export type Place = { connectionId: string; billId: string | null }

/** One that the bank is already at is never replaced. */
export async function undecidedAttempt(tx: Tx, place: Place): Promise<string | null> {
  const where = { ...place, state: { in: ['PENDING' as const, 'UNKNOWN' as const] } }
  return (await tx.paymentAttempt.findFirst({ where, select: { id: true } }))?.id ?? null
}

/** The same one while it is over the same amount; else a new one in its place. */
async function openWith(tx: Tx, now: Date, connectionId: string, terms: AttemptTerms): Promise<OpenedAttempt> {
  const { billId, amountPaise, rebatePaise } = terms
  const open = await tx.paymentAttempt.findFirst({
    where: { connectionId, billId, amountPaise, rebatePaise, batchId: null, state: { in: [...OPEN_STATES] } },
    select: { id: true },
  })
  if (open) return { ok: true, attemptId: open.id }
  // Another amount is asked now. Who pays the old one all the same has paid: money that arrives late is taken.
  await expireOpen(tx, now, { connectionId, billId })
  return { ok: true, attemptId: await createAttempt(tx, now, { ...terms, connectionId }) }
}

/** Writes a new attempt; one of a batch is paid by the batch's reference. */
export async function createAttempt(
  tx: Tx,
  now: Date,
  attempt: AttemptTerms & { connectionId: string; batchId?: string },
): Promise<string> {
  const data = { ...attempt, reference: newReference(attempt.connectionId), createdAt: now, expiresAt: attemptEnd(now) }
  const changes = { create: [{ position: 1, toState: 'CREATED' as const, at: now }] }
  const { id } = await tx.paymentAttempt.create({ data: { ...data, changes }, select: { id: true } })
  return id
}

export const attemptEnd = (now: Date): Date => new Date(now.getTime() + ATTEMPT_LIVES_MS)

/** Ends what is open at a place. A batch ends as a whole, since its QR pays all of it. */
export async function expireOpen(tx: Tx, now: Date, place: Place): Promise<void> {
  const isOpen = { state: { in: [...OPEN_STATES] } }
  const here = await tx.paymentAttempt.findMany({
    where: { ...place, ...isOpen },
    select: { id: true, batch: { select: { id: true, connectionIds: true } } },
  })
  const batches = here.flatMap(({ batch }) => batch ?? [])
  const open = await tx.paymentAttempt.findMany({
    where: {
      ...isOpen,
      connectionId: { in: [place.connectionId, ...batches.flatMap(({ connectionIds }) => connectionIds)] },
      OR: [{ id: { in: here.map(({ id }) => id) } }, { batchId: { in: batches.map(({ id }) => id) } }],
    },
    orderBy: { id: 'asc' },
    select: { connectionId: true, id: true },
  })
  for (const attempt of open) await changeState(tx, attempt, 'EXPIRED', { at: now })
}
