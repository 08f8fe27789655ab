/**
 * A second opinion on bills: domestic urban, from 5 January 2026 on (one order, duty by the unit), a calendar month,
 * written out by hand in paise and Wh without any of the portal's code.
 */
export type ExpectedBill = {
  fixed: number
  energy: number
  duty: number
  subsidy: number
  currentDemand: number
}

export function expectedDomesticUrbanBill(wh: number): ExpectedBill {
  const fixed = 100_00
  const energy = toPaisa(wh * 685)
  const duty = toPaisa(wh * 5)
  const gross = fixed + energy + duty
  const subsidy = wh <= 200_000 ? -gross : wh <= 400_000 ? -toPaisa(wh * 205) : 0
  return { fixed, energy, duty, subsidy, currentDemand: gross + subsidy }
}

/** Thousandths of a paisa to paise, a half upwards (all amounts here are positive). */
function toPaisa(thousandths: number): number {
  return Math.floor((thousandths + 500) / 1000)
}

/** `₹1,07,500.00` and the like, with a minus before. */
export function asRupees(paise: number): string {
  const [whole, part] = (Math.abs(paise) / 100).toFixed(2).split('.') as [string, string]
  const grouped = whole.replace(/(\d)(?=(\d\d)+\d$)/g, '$1,')
  return `${paise < 0 ? '−' : ''}₹${grouped}.${part}`
}
