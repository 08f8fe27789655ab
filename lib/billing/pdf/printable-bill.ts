import type { PaperHead } from './paper-head.ts'

export type Labelled = { label: string; value: string }

/**
 * A bill as the page prints it: every text in the consumer's language and every number formatted, so that the template
 * only lays out. Numbers are lengths of drawn bars.
 */
export type PrintableBill = PaperHead & {
  title: { lead: string; month: string }
  facts: (Labelled & { warns?: boolean })[]
  consumer: { heading: string; name: string; address: string; numberLabel: string; number: string; rows: Labelled[] }
  pay: PayPanel
  breakdown: Breakdown
  meter: { heading: string; columns: string[]; row: string[]; note: string }
  days: DayChart | null
  demand: DemandBar
  above: LoadDays | null
  history: HistoryChart | null
  payments: {
    heading: string
    columns: string[]
    /** `note`: what of it was given back; empty where nothing was. */
    rows: { day: string; mode: string; receiptNo: string; amount: string; note: string }[]
    /** Said instead of rows. */
    none: string
  }
  notices: { heading: string; items: { lead: string; text: string }[] }
  complaints: { heading: string; places: { name: string; number: string; text: string }[] }
  genuine: { heading: string; text: string; address: string; alternative: string }
}

export type PayPanel = {
  heading: string
  /** Framed on top: why the bill is provisional. */
  estimate: { lead: string; text: string } | null
  label: string
  /** The one large figure. */
  amount: string
  /** Beside it: the due date, or what there is to do instead. */
  beside: { label: string; value: string; isGood: boolean }
  lines: { text: string; isStrong: boolean }[]
  /** Units within the State's limit, as a part of the limit. */
  gauge: { text: string; share: number } | null
  ladder: Ladder | null
  /** Shown in the warning colour. */
  warning: string | null
  qr: {
    heading: string
    alternative: string
    amountLabel: string
    amount: string
    until: string
    vpaLabel: string
    vpa: string
    payeeLabel: string
    payee: string
  } | null
}

export type Ladder = {
  heading: string
  columns: string[]
  rows: { when: string; online: LadderCell; counter: LadderCell }[]
  /** The price of being late, the same for both ways. */
  late: { when: string; amount: string; surcharge: string; isFramed: boolean }
}
export type LadderCell = { amount: string; saving: string; isFramed: boolean }

export type BreakdownLine = {
  kind: 'line' | 'subtotal' | 'subsidy' | 'share'
  letter: string
  label: string
  /** Its days, where the period has several parts. */
  days: string
  sum: string
  amount: string
}
export type Breakdown = {
  heading: string
  /** The tariff orders that it was computed by; empty where the bill names none. */
  order: string
  columns: string[]
  lines: BreakdownLine[]
  /** Said in their place where they fill pages of their own. */
  onNextPage: string
  total: { label: string; sum: string; amount: string }
  wordsLabel: string
  words: string
  /** What the bill comes to after its due date. */
  afterDue: string | null
}

export type DayChart = {
  heading: string
  alternative: string
  /** Each day of the period in kWh. */
  days: { units: number; isEstimated: boolean }[]
  first: string
  last: string
  note: string
  estimated: string | null
}

export type DemandBar = {
  label: string
  value: string
  note: string
  /** Null where no demand is known: there is nothing to draw. */
  bar: {
    alternative: string
    /** Both as a part of the bar's length. */
    share: number
    limitShare: number
    isAbove: boolean
  } | null
}

/** The days above the sanctioned load, the highest first. */
export type LoadDays = {
  heading: string
  columns: string[]
  rows: { day: string; time: string; kw: string }[]
  /** "And 4 more days", "None", "Not known for 3 days": what the rows do not say. */
  note: string
}

export type HistoryChart = {
  heading: string
  alternative: string
  legend: { thisMonth: string; lastYear: string | null; estimated: string | null; limit: string | null }
  months: {
    label: string
    year: string
    /** kWh; null for a month without a bill. */
    units: number | null
    unitsText: string
    mark: 'past' | 'this' | 'last-year'
    isEstimated: boolean
  }[]
  limitUnits: number | null
  note: string
}
