import type { OfferedLocale } from '#lib/units/locale.ts'

/** What somebody wants to know or do about a connection of their own: the data says which, and whether it is theirs. */
export const BOUND_WISHES = [
  'BILL',
  'PAY',
  // The same by way of an account's own services, where paying asks for a code.
  'VIEW_BILL',
  'PAY_BY_CODE',
  'CONSUMPTION',
  'ESTIMATE',
  'OUTAGE',
  'BALANCE',
  'COMPLAIN',
  'COMPLAINTS',
  'ACCOUNTS',
] as const
export type BoundWish = (typeof BOUND_WISHES)[number]

/** What can be wished for without a connection. */
export const FREE_WISHES = [
  'MENU',
  'SERVICES',
  'LINK',
  'CAMP',
  'RECOGNISE',
  'TALK',
  'LANGUAGE',
  'NEWS_ON',
  'NEWS_OFF',
] as const
export type Wish = BoundWish | (typeof FREE_WISHES)[number]

/** A complaint while it is being told. */
export type ComplaintWords = {
  category: string
  /** Null: of no connection of theirs, or of the only one. */
  connectionId: string | null
  since: string
  detail: string
  /** WhatsApp's names of photos, which can be fetched for some days. */
  mediaIds: string[]
}

/** What was asked last, and what its answer needs. Nothing in it opens anything: each use is checked anew. */
export type Step =
  | { at: 'MENU' }
  | { at: 'LINK_NUMBER'; goal: BoundWish }
  | { at: 'LINK_FACTS'; goal: BoundWish; requestId: string; meterNo: string; amount: string }
  | { at: 'LINK_OLD_CODE'; goal: BoundWish; requestId: string }
  | { at: 'LINK_CODE'; goal: BoundWish; requestId: string }
  | { at: 'CHOOSE'; wish: BoundWish; connections: NamedConnection[] }
  | { at: 'ACCOUNT' }
  | { at: 'PAY_CODE'; connectionId: string; challengeId: string }
  | { at: 'RECHARGE'; connectionId: string }
  | { at: 'SINCE'; category: string; connectionId: string | null }
  | { at: 'DETAIL'; category: string; connectionId: string | null; since: string }
  | { at: 'AREA'; words: ComplaintWords }
  | { at: 'TALK' }
  | { at: 'THREAD'; complaintId: string }

/** A connection as a chat names it: by the last four digits of its consumer number. */
export type NamedConnection = { id: string; end: string }

export type ChatState = {
  /** Null before the first message, whose script decides. */
  language: OfferedLocale | null
  /** Which of several connections is spoken of; null: none was chosen. */
  connectionId: string | null
  step: Step
  /** A code was asked for since the conversation rested last: six digits alone may be that code once more. */
  hadCode?: true
}

export const NEW_CHAT: ChatState = { language: null, connectionId: null, step: { at: 'MENU' } }
