import type { OfferedLocale } from '#lib/units/locale.ts'
import type { BoundWish, ComplaintWords } from './chat-state.ts'

/**
 * What a turn asks of the portal, as data. Whoever runs it knows the sender's number and looks up, with every effect,
 * what belongs to it: ids in here name things, they open nothing.
 */
export type Effect =
  /** Answers a wish about an own connection: the named one, the only one, or the question which. */
  | { type: 'ASK'; wish: BoundWish; connectionId: string | null }
  | { type: 'PICK_ACCOUNT'; consumerNo: string }
  | { type: 'BEGIN_LINK'; consumerNo: string; goal: BoundWish }
  /** `requestId`: of a linking that has begun; empty before that. */
  | { type: 'READ_BILL_PHOTO'; mediaId: string; requestId: string; goal: BoundWish }
  | {
      type: 'PROVE_BY_BILL'
      requestId: string
      meterNo: string
      amount: string
      billedOn: string
      goal: BoundWish
    }
  | { type: 'ASK_OLD_NUMBER'; requestId: string; goal: BoundWish }
  | { type: 'PROVE_BY_CODE'; requestId: string; code: string; goal: BoundWish }
  | { type: 'SEND_CODE_AGAIN'; requestId: string; goal: BoundWish }
  | { type: 'CONFIRM_LINK'; requestId: string; code: string; goal: BoundWish }
  /** Of a login that waits for this number's phone to write these six digits. */
  | { type: 'SEND_LOGIN_CODE'; word: string }
  /** The code that came by SMS, for the bill and its payment. */
  | { type: 'PAY_BY_CODE'; connectionId: string; challengeId: string; code: string }
  | { type: 'RECHARGE'; connectionId: string; amount: string }
  | { type: 'LIST_CAMPS' }
  /** `area`: whose inbox it goes to where there is no connection; empty where it is not known yet. */
  | { type: 'MAKE_COMPLAINT'; words: ComplaintWords; area: string }
  | { type: 'LIST_AREAS'; words: ComplaintWords; from: number }
  | { type: 'SHOW_CASE'; complaintId: string }
  | { type: 'ADD_TO_CASE'; complaintId: string; text: string; mediaIds: string[] }
  /** Whether bills and news come by WhatsApp. */
  | { type: 'SET_NEWS'; isWanted: boolean }
  | { type: 'KEEP_LANGUAGE'; language: OfferedLocale }
