import { amountDue, SMALLEST_PAYMENT_PAISE } from '#lib/billing/amount-due.ts'
import type { BillFacts } from '#lib/billing/bill-row.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { dayToColumn, type IstDay } from '#lib/units/ist.ts'
import { type Paise, paise, parseRupees, ZERO_PAISE } from '#lib/units/paise.ts'

/** What an attempt would pay, and for what. */
export type AttemptTerms = {
  /** Null where nothing is due: the money is paid ahead, or recharges a prepaid balance. */
  billId: string | null
  amountPaise: Paise
  rebatePaise: Paise
  isChosen: boolean
}

export type AmountRefusal =
  /** NOT_AMOUNT: no amount of rupees with at most two decimals. */
  'NOT_AMOUNT' | 'TOO_SMALL' | 'TOO_LARGE'

/** Rupees as somebody types them, with or without sign and commas. Null when it is no amount. */
export function readAmount(text: string): Paise | null {
  const plain = text.replace(/^\s*(₹|rs\.?)\s*/i, '').replace(/\s+/g, '')
  return /^\d[\d,]*(\.\d{0,2})?$/.test(plain) ? parseRupees(plain.replace(/\.$/, '')) : null
}

/**
 * What paying another amount than asked comes to. Less than everything is a part and earns no rebate; everything or more
 * earns today's, and what is over is paid ahead, or recharges a prepaid balance. `mostPaise` is what UPI moves at once; a
 * bill above it is paid in parts.
 */
export function chosenTerms({
  amountPaise,
  bill,
  unpaidPaise,
  on,
  mostPaise = env().upi.mostPaise,
}: {
  amountPaise: Paise
  bill: BillFacts | null
  unpaidPaise: Paise
  on: IstDay
  mostPaise?: Paise
}): { ok: true; terms: AttemptTerms } | { ok: false; reason: AmountRefusal } {
  const due = bill ? amountDue({ bill, unpaidPaise, on }) : null
  const todayPaise = due?.todayPaise ?? ZERO_PAISE
  if (amountPaise < SMALLEST_PAYMENT_PAISE) return { ok: false, reason: 'TOO_SMALL' }
  if (amountPaise > mostPaise && amountPaise !== todayPaise) return { ok: false, reason: 'TOO_LARGE' }
  const isWhole = todayPaise > 0n && amountPaise >= todayPaise
  return {
    ok: true,
    terms: {
      billId: todayPaise > 0n ? (bill?.id ?? null) : null,
      amountPaise,
      rebatePaise: isWhole ? (due?.rebatePaise ?? ZERO_PAISE) : ZERO_PAISE,
      isChosen: amountPaise !== todayPaise,
    },
  }
}

/** Whether a connection is prepaid on a day. */
export async function isPrepaidOn(tx: Pick<Tx, 'connectionTerms'>, connectionId: string, on: IstDay): Promise<boolean> {
  const terms = await tx.connectionTerms.findFirst({
    where: { connectionId, effectiveFrom: { lte: dayToColumn(on) } },
    orderBy: { effectiveFrom: 'desc' },
    select: { mode: true },
  })
  return terms?.mode === 'PREPAID'
}

/** What of a payment stays open and what is paid ahead, once it has come. */
export function afterPayment(
  unpaidPaise: Paise,
  { amountPaise, rebatePaise }: Pick<AttemptTerms, 'amountPaise' | 'rebatePaise'>,
) {
  const restPaise = paise(unpaidPaise - amountPaise - rebatePaise)
  return {
    openPaise: restPaise > 0n ? restPaise : ZERO_PAISE,
    aheadPaise: restPaise < 0n ? paise(-restPaise) : ZERO_PAISE,
  }
}
