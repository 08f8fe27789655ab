import type { ChatCodeResult } from '#lib/identity/send-chat-code.ts'
import type { WattHours } from '#lib/units/energy.ts'
import type { IstDay, Month } from '#lib/units/ist.ts'
import type { Paise } from '#lib/units/paise.ts'
import type { BoundWish, ComplaintWords, NamedConnection } from './chat-state.ts'

/** What somebody sent. */
export type Incoming =
  | { type: 'TEXT'; text: string }
  /**
   * A row of a list or a button, by the id that we gave it; the list may be an old one. `of`: our message that it stands in, by
   * WhatsApp's name.
   */
  | { type: 'CHOICE'; id: string; title?: string; of?: string }
  /** A picture, or a document that may be one. */
  | { type: 'PHOTO'; mediaId: string; caption: string }
  /** A sticker, a place, a voice message: nothing that the chat can read. */
  | { type: 'OTHER' }

type Words = { hi: string; en: string }
type OfConnection = { connectionId: string; end: string }

export type BillNews = OfConnection & {
  billId: string
  month: Month
  periodFrom: IstDay
  periodTo: IstDay
  dueOn: IstDay
  energyWh: WattHours
  /** As they stand on the meter; null where the bill goes by the days' readings. */
  readings: { from: string; to: string } | null
  days: number
  /** Codes of the bill's lines (`line_…` of the texts of bills) and what each comes to. */
  lines: { code: string; amountPaise: Paise }[]
  payablePaise: Paise
  /** What is asked today, rebates already off; zero where nothing is. */
  todayPaise: Paise
  unpaidPaise: Paise
  standing: 'DUE' | 'OVERDUE' | 'PAID' | 'NOTHING_DUE' | 'PREPAID'
}

export type PaymentNews = OfConnection & {
  attemptId: string
  amountPaise: Paise
  vpa: string
  payeeName: string
  validUntil: Date
  /** Where it can be paid without WhatsApp. */
  link: string | null
}

export type ConsumptionNews = OfConnection & {
  month: Month
  energyWh: WattHours
  daysKnown: number
  costPaise: Paise | null
  /** Estimated: nobody measured it. */
  lastDay: { on: IstDay; energyWh: WattHours; isEstimated: boolean } | null
  isYesterday: boolean
}

export type EstimateNews = OfConnection & {
  month: Month
  soFarWh: WattHours
  expected: { energyWh: WattHours; lowWh: WattHours; highWh: WattHours; costPaise: Paise | null } | null
  limit: { limitWh: WattHours; leftWh: WattHours; paceWh: WattHours | null; daysToCome: number } | null
}

export type BalanceNews = OfConnection & {
  balancePaise: Paise | null
  asOf: Date | null
  nowPaise: Paise | null
  likelyDays: number | null
}

export type OutageNews = {
  isPlanned: boolean
  headline: Words | null
  from: Date
  until: Date | null
}

export type CaseNews = {
  complaintId: string
  number: string
  categoryName: Words
  state: 'OPEN' | 'PROMISED' | 'RESOLVED' | 'REJECTED'
  isOverdue: boolean
  dueAt: Date
}

export type CampNews = { place: Words; directions: Words; heldOn: IstDay; opensAt: Date; closesAt: Date }

/** What became of an effect. */
export type Outcome =
  | { type: 'NOT_LINKED'; wish: BoundWish }
  | { type: 'SEVERAL'; wish: BoundWish; connections: NamedConnection[] }
  /** The proof of this link opens bills only. */
  | { type: 'CLOSED' }
  /** `payBy`: what its button to pay wishes for. */
  | { type: 'BILL'; bill: BillNews; payBy: 'PAY' | 'PAY_BY_CODE' }
  | { type: 'NO_BILL' }
  /** `bill`: where it comes along. */
  | { type: 'PAYMENT'; payment: PaymentNews; bill: BillNews | null }
  | { type: 'PAY_CODE_SENT'; connectionId: string; challengeId: string }
  | { type: 'NOTHING_DUE' }
  /** The amount cannot be paid here, such as one that is too small or too large. */
  | { type: 'NO_PAYMENT' }
  | { type: 'CONSUMPTION'; consumption: ConsumptionNews }
  | { type: 'NO_READINGS' }
  | { type: 'ESTIMATE'; estimate: EstimateNews }
  | { type: 'OUTAGES'; outages: OutageNews[] }
  | { type: 'BALANCE'; balance: BalanceNews }
  | { type: 'NOT_PREPAID'; connectionId: string }
  | { type: 'CATEGORIES'; categories: { key: string; name: Words }[]; connectionId: string | null }
  | { type: 'CASES'; cases: CaseNews[] }
  | { type: 'CASE'; shown: CaseNews & { answer: string | null } }
  | { type: 'NO_CASE' }
  | { type: 'ACCOUNTS'; connections: NamedConnection[] }
  | { type: 'ACCOUNT'; connection: NamedConnection }
  | { type: 'CAMPS'; camps: CampNews[] }
  /** With what a photo told of meter and amount; empty where it told nothing. */
  | { type: 'LINK_BEGUN'; requestId: string; goal: BoundWish; meterNo: string; amount: string }
  | { type: 'LINK_REFUSED'; reason: 'unreadable' | 'too-many'; goal: BoundWish }
  | { type: 'PHOTO_UNREAD'; reason: 'dark' | 'other-bill' | 'too-many' | 'unreadable' | 'not-taken' }
  | { type: 'OLD_CODE_SENT'; requestId: string; goal: BoundWish }
  | { type: 'CODE_SENT'; requestId: string; goal: BoundWish }
  | {
      type: 'PROOF_REFUSED'
      reason: 'unreadable' | 'zero' | 'too-many' | 'wait' | 'busy' | 'gone' | 'closed'
      goal: BoundWish
    }
  | { type: 'CODE_REFUSED'; reason: 'unreadable' | 'wrong' | 'over'; triesLeft: number }
  | { type: 'LINKED'; connectionId: string; goal: BoundWish }
  | { type: 'AREAS'; words: ComplaintWords; areas: string[]; from: number; isMore: boolean }
  | { type: 'COMPLAINT_MADE'; complaintId: string; number: string; dueAt: Date }
  | { type: 'COMPLAINT_REFUSED'; reason: 'file' | 'too-long' | 'too-many' | 'unknown' }
  | { type: 'ADDED' }
  | { type: 'NOT_ADDED' }
  | { type: 'LOGIN_CODE'; result: ChatCodeResult }
  | { type: 'NEWS_SET'; isWanted: boolean }
  | { type: 'LANGUAGE_KEPT' }
  /** Something of ours is away just now. */
  | { type: 'FAILED' }

export type ChatEvent = Incoming | Outcome
