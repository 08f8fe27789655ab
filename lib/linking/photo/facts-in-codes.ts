import { readStamp } from '#lib/billing/authentic/bill-stamp.ts'
import { readLoginName } from '#lib/identity/login-name.ts'
import { readUpiLink } from '#lib/payments/upi-link.ts'
import { paise, rupeesDecimal } from '#lib/units/paise.ts'

export type CodeFacts = { consumerNo: string; amount: string | null }

/** A bill's number as the portal makes it: the month (YYMM) and the consumer number. */
const BILL_NO = /(?:^|[^0-9A-Za-z])\d{2}(?:0[1-9]|1[0-2])-([0-9A-Za-z]{1,20})(?![0-9A-Za-z])/
/** The link of a bill's check page, and its stamp. */
const CHECK_LINK = /^https?:\/\/[^/\s]+\/check\/([^/\s]+)$/
/** A stamp of before stamps were sealed: number, month, amount in paise, signature. */
const SIGNED_STAMP = /^([^.]+)\.\d{6}\.(-?\d{1,15})\.[A-Za-z0-9_-]{86}$/

/**
 * What the codes of a photo tell of a bill: the link of its check page, where one of our keys opens it, its UPI code, or a bar
 * code with its number. A signature is not asked for, because nothing is believed that they say: the person checks what the
 * form is filled with. Null where no code is of a bill, and where two name different consumers.
 */
export function factsInCodes(codes: readonly string[]): CodeFacts | null {
  const found = codes.map(factsInCode).filter((facts) => facts !== null)
  const [first] = found
  if (!first || found.some(({ consumerNo }) => consumerNo !== first.consumerNo)) return null
  return { consumerNo: first.consumerNo, amount: found.find(({ amount }) => amount !== null)?.amount ?? null }
}

function factsInCode(code: string): CodeFacts | null {
  const stamp = CHECK_LINK.exec(code)?.[1]
  if (stamp) return factsInStamp(stamp)
  const upi = readUpiLink(code)
  if (upi) return factsOf(upi.note, payable(upi.amountPaise))
  return factsOf(code.length <= 40 ? code : '', null)
}

function factsInStamp(stamp: string): CodeFacts | null {
  const [, number, amount] = SIGNED_STAMP.exec(stamp) ?? []
  if (number && amount) return factsOf(number, payable(BigInt(amount)))
  const bill = readStamp(stamp)
  return bill && factsOf(bill.billNo, payable(bill.payableByDuePaise))
}

function factsOf(text: string, amount: string | null): CodeFacts | null {
  const read = readLoginName(BILL_NO.exec(text)?.[1] ?? '')
  return read.ok && read.name.kind === 'consumerNo' ? { consumerNo: read.name.consumerNo, amount } : null
}

/** A bill of nothing has no amount that proves anything. */
const payable = (amountPaise: bigint): string | null => (amountPaise >= 100n ? rupeesDecimal(paise(amountPaise)) : null)
