import { addDays, type IstDay } from '#lib/units/ist.ts'
import { type Paise, paise, roundToRupees, ZERO_PAISE } from '#lib/units/paise.ts'
import { roundHalfAwayFromZero } from '#lib/units/rounding.ts'

/** What of an issued bill decides how much is asked on a day. */
export type DueBill = {
  mode: 'POSTPAID' | 'PREPAID'
  billedOn: IstDay
  dueOn: IstDay
  payableByDuePaise: Paise
  payableAfterDuePaise: Paise
  promptRebatePaise: Paise
  promptUntilOn: IstDay | null
  digitalRebatePaise: Paise
}

/** What paying online costs from a day up to another; `untilOn` is null for "from then on". */
export type LadderRow = {
  kind: 'PROMPT' | 'BY_DUE' | 'AFTER_DUE'
  fromOn: IstDay
  untilOn: IstDay | null
  amountPaise: Paise
  /** Rebates taken off the amount. */
  rebatePaise: Paise
  /** Surcharge within the amount; it is charged with the next bill, not at the payment. */
  surchargePaise: Paise
}

export type AmountDue = {
  /** What is asked today, today's rebates already off; zero when nothing is due. */
  todayPaise: Paise
  promptRebatePaise: Paise
  digitalRebatePaise: Paise
  /** Both rebates of today. */
  rebatePaise: Paise
  isOverdue: boolean
  /** Today's row first, then what paying later costs; empty when nothing is due. */
  ladder: LadderRow[]
}

/** A rebate is given at a payment, and UPI moves no less than this. */
export const SMALLEST_PAYMENT_PAISE = 100n

const NOTHING: AmountDue = {
  todayPaise: ZERO_PAISE,
  promptRebatePaise: ZERO_PAISE,
  digitalRebatePaise: ZERO_PAISE,
  rebatePaise: ZERO_PAISE,
  isOverdue: false,
  ladder: [],
}

/**
 * What a connection's newest bill asks for on a day, paid online and in full (tariff-rules, "Rebates at payment").
 * `unpaidPaise` is what the ledger still has to get for this bill and everything carried onto it. The prompt rebate is
 * to be had up to and including its last day, the digital rebate by the due date and only while nothing was paid yet,
 * because it is given for paying in full online. After the due date the unpaid amount is asked; its surcharge comes
 * with the next bill. Prepaid supply asks for nothing: it was settled from the balance.
 */
export function amountDue({ bill, unpaidPaise, on }: { bill: DueBill; unpaidPaise: Paise; on: IstDay }): AmountDue {
  if (bill.mode === 'PREPAID' || unpaidPaise <= 0n) return NOTHING
  const today = rebatesOn(bill, unpaidPaise, on)
  return {
    todayPaise: paise(unpaidPaise - today.promptPaise - today.digitalPaise),
    promptRebatePaise: today.promptPaise,
    digitalRebatePaise: today.digitalPaise,
    rebatePaise: paise(today.promptPaise + today.digitalPaise),
    isOverdue: on > bill.dueOn,
    ladder: ladderFrom(bill, unpaidPaise, on),
  }
}

function rebatesOn(bill: DueBill, unpaidPaise: Paise, on: IstDay): { promptPaise: Paise; digitalPaise: Paise } {
  const isPrompt = bill.promptUntilOn !== null && on <= bill.promptUntilOn
  const isDigital = on <= bill.dueOn && unpaidPaise >= bill.payableByDuePaise
  let room = unpaidPaise > SMALLEST_PAYMENT_PAISE ? unpaidPaise - SMALLEST_PAYMENT_PAISE : 0n
  const take = (wanted: bigint) => {
    const taken = wanted < room ? wanted : room
    room -= taken
    return paise(taken)
  }
  return {
    promptPaise: take(isPrompt ? bill.promptRebatePaise : 0n),
    digitalPaise: take(isDigital ? bill.digitalRebatePaise : 0n),
  }
}

function ladderFrom(bill: DueBill, unpaidPaise: Paise, on: IstDay): LadderRow[] {
  const rows: LadderRow[] = []
  const rebateRow = (kind: 'PROMPT' | 'BY_DUE', fromOn: IstDay, untilOn: IstDay) => {
    const { promptPaise, digitalPaise } = rebatesOn(bill, unpaidPaise, fromOn)
    const rebatePaise = paise(promptPaise + digitalPaise)
    const amountPaise = paise(unpaidPaise - rebatePaise)
    rows.push({ kind, fromOn, untilOn, amountPaise, rebatePaise, surchargePaise: ZERO_PAISE })
  }
  const { promptUntilOn, dueOn } = bill
  // A bill whose rebates are zero has nothing to say about the prompt days.
  const hasPromptDays = promptUntilOn !== null && bill.promptRebatePaise > 0n && on <= promptUntilOn
  if (hasPromptDays) rebateRow('PROMPT', on, promptUntilOn)
  const afterPrompt = hasPromptDays ? addDays(promptUntilOn, 1) : on
  if (afterPrompt <= dueOn) rebateRow('BY_DUE', afterPrompt, dueOn)

  const amountPaise = afterDue(bill, unpaidPaise)
  rows.push({
    kind: 'AFTER_DUE',
    fromOn: on > dueOn ? on : addDays(dueOn, 1),
    untilOn: null,
    amountPaise,
    rebatePaise: ZERO_PAISE,
    surchargePaise: paise(amountPaise - unpaidPaise),
  })
  return rows
}

/** The bill's own figure while nothing was paid; after a part payment its surcharge shrinks in proportion. */
function afterDue(bill: DueBill, unpaidPaise: Paise): Paise {
  if (unpaidPaise >= bill.payableByDuePaise) return paise(unpaidPaise + surchargeOf(bill))
  const share = roundHalfAwayFromZero({
    numerator: surchargeOf(bill) * unpaidPaise,
    denominator: bill.payableByDuePaise,
  })
  return roundToRupees(paise(unpaidPaise + share))
}

const surchargeOf = (bill: DueBill) => bill.payableAfterDuePaise - bill.payableByDuePaise
