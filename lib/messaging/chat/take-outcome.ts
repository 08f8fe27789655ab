import type { ChatEvent, Outcome } from './chat-events.ts'
import type { ChatState } from './chat-state.ts'
import { account, accounts } from './steps/accounts.ts'
import { askArea } from './steps/area.ts'
import { notPrepaid, showBalance } from './steps/balance.ts'
import { noBill, showBill } from './steps/bill.ts'
import { showCamps } from './steps/camp.ts'
import { added, noCase, notAdded, showCase, showCases } from './steps/cases.ts'
import { several } from './steps/choose.ts'
import { codeRefused, codeSent, linked, oldCodeSent, payCodeSent } from './steps/code.ts'
import { complaintMade, complaintRefused, showCategories } from './steps/complaint.ts'
import { closed, noReadings, showConsumption } from './steps/consumption.ts'
import { showEstimate } from './steps/estimate.ts'
import { languageKept } from './steps/language.ts'
import { linkBegun, proofRefused } from './steps/link-facts.ts'
import { linkRefused, notLinked, photoUnread } from './steps/link-number.ts'
import { loginCode } from './steps/login.ts'
import { newsSet } from './steps/news.ts'
import { showOutages } from './steps/outage.ts'
import { noPayment, nothingDue, showPayment } from './steps/pay.ts'
import { buttons, says, type Turn, textsOf } from './turn.ts'

/** What each outcome leads to: complete by its type, so that a new one cannot be left without words. */
const TAKES: { [K in Outcome['type']]: (state: ChatState, outcome: Extract<Outcome, { type: K }>) => Turn } = {
  NOT_LINKED: notLinked,
  SEVERAL: several,
  CLOSED: closed,
  BILL: showBill,
  NO_BILL: noBill,
  PAYMENT: showPayment,
  PAY_CODE_SENT: payCodeSent,
  NOTHING_DUE: nothingDue,
  NO_PAYMENT: noPayment,
  CONSUMPTION: showConsumption,
  NO_READINGS: noReadings,
  ESTIMATE: showEstimate,
  OUTAGES: showOutages,
  BALANCE: showBalance,
  NOT_PREPAID: notPrepaid,
  CATEGORIES: showCategories,
  CASES: showCases,
  CASE: showCase,
  NO_CASE: noCase,
  ACCOUNTS: accounts,
  ACCOUNT: account,
  CAMPS: showCamps,
  LINK_BEGUN: linkBegun,
  LINK_REFUSED: linkRefused,
  PHOTO_UNREAD: photoUnread,
  OLD_CODE_SENT: oldCodeSent,
  CODE_SENT: codeSent,
  PROOF_REFUSED: proofRefused,
  CODE_REFUSED: codeRefused,
  LINKED: linked,
  AREAS: askArea,
  COMPLAINT_MADE: complaintMade,
  COMPLAINT_REFUSED: complaintRefused,
  ADDED: added,
  NOT_ADDED: notAdded,
  LOGIN_CODE: loginCode,
  NEWS_SET: newsSet,
  LANGUAGE_KEPT: languageKept,
  FAILED: (state) => says(state, buttons(state, textsOf(state)('failed'))),
}

export const isOutcome = (event: ChatEvent): event is Outcome => event.type in TAKES

export function take(state: ChatState, outcome: Outcome): Turn {
  const takes = TAKES[outcome.type] as (state: ChatState, outcome: Outcome) => Turn
  return takes(state, outcome)
}
