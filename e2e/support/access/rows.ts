import type { DeskMoney } from '../desk-money.ts'
import type { OFFICERS } from '../officer.ts'

/** Who may open what: the shapes of the tables of pages and handlers beside this file. */

/** What a stranger could get hold of: everything that stands in Asha's addresses and forms. */
export type Things = {
  connection: string
  stamp: string
  bill: string
  attempt: string
  batch: string
  payment: string
  complaint: string
  file: string
  session: string
}
export type Role = Exclude<keyof typeof OFFICERS, 'elsewhere'>
/** The same at the desk: an account that administrators keep, and an office of theirs. */
export type DeskThings = DeskMoney & {
  officer: string
  office: string
  complaint: string
  file: string
  camp: string
  proposal: string
  notice: string
  place: string
  /** The meter of `connection`, and a day of its that is flagged. */
  meter: string
  day: string
}
export type Answer = { nobody: 'login' | 401; stranger: 404 | 'untouched'; owner?: 404 }
export type Row =
  /** Open to all: it shows nothing of anybody. The reason is said. */
  | { open: string }
  /** A page or file below one of Asha's addresses, or an action that names one of her things. */
  | ({ form?: Form; multipart?: Form } & Answer)
  /** Of the desk: who may, whether another circle's officers of these roles find it, and what is sent. */
  | { roles: readonly Role[]; elsewhere: 'too' | 404; sends?: (things: DeskThings) => Record<string, string> }
export type Form = (things: Things) => Record<string, string>

export const ALL: readonly Role[] = ['CLERK', 'CAMP_OFFICER', 'BILLING_OFFICER', 'SUPERVISOR', 'ADMINISTRATOR']
export const LOOKERS: readonly Role[] = ['CLERK', 'CAMP_OFFICER', 'BILLING_OFFICER', 'SUPERVISOR']
export const PRIVATE: Answer = { nobody: 'login', stranger: 404 }

/** Has a payment by UPI and a wish at the desk; the office of the clerk is his as well. */
export const ANIL = { mobile: '9000001049', consumerNo: '100044280049' }
