import { isId } from '#lib/consumers/access.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import type { Services } from '#lib/platform/services.ts'
import type { PaymentState } from '#prisma/generated/client.ts'
import { endExpiredAttempts } from './end-expired-attempts.ts'
import { ofPayer, type Payer } from './payer.ts'
import { OPEN_STATES } from './payment-states.ts'

export type AttemptStatus = { state: PaymentState; isBillPaid: boolean }

/**
 * Where an attempt stands, for the page that asks every few seconds: as `getAttempt`, in less work. Null for a
 * stranger's attempt.
 */
export async function getAttemptStatus(
  { db, now }: Services,
  payer: Payer,
  { attemptId }: { attemptId: string },
): Promise<AttemptStatus | null> {
  if (!isId(attemptId)) return null
  const ofThem = await ofPayer({ db, now }, payer)
  const find = () =>
    db.paymentAttempt.findFirst({
      where: { id: attemptId, ...ofThem },
      select: { state: true, expiresAt: true, billId: true, connectionId: true },
    })
  let attempt = await find()
  if (attempt && attempt.expiresAt < now() && OPEN_STATES.includes(attempt.state)) {
    const { connectionId } = attempt
    await db.$transaction((tx) => endExpiredAttempts(tx, now(), connectionId))
    attempt = await find()
  }
  if (!attempt) return null
  const isBillPaid = attempt.billId !== null && totalUnpaid(await billStandings(db, attempt.connectionId)) <= 0n
  return { state: attempt.state, isBillPaid }
}
