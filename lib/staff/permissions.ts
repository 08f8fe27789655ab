import type { StaffRole } from '#prisma/generated/client.ts'

export const STAFF_ROLES = ['CLERK', 'CAMP_OFFICER', 'BILLING_OFFICER', 'SUPERVISOR', 'ADMINISTRATOR'] as const

/**
 * Which role may do what: the whole of it, in one table. A verb or page that needs leave asks `authorise` for a line of
 * it. Whose connections an officer may do it to is another question, answered by `connectionsOfOffice`.
 *
 * Administrators keep accounts and see no consumer, so that nobody can give themself a look at people's data.
 */
export const PERMISSIONS = {
  /** Find a connection by its number, and look at it after saying why. */
  'connection.look': { CLERK: true, CAMP_OFFICER: true, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  /** Link a mobile to a connection, having seen the papers, with the code that comes to it. */
  'link.make': { CLERK: true, CAMP_OFFICER: true, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  /** End all logins of somebody who is linked to a connection, while looking at it with a reason. */
  'logins.end': { CLERK: true, CAMP_OFFICER: true, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  'refund.request': { CLERK: true, CAMP_OFFICER: false, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  /** Whoever asked for it cannot, whatever the role. */
  'refund.decide': { CLERK: false, CAMP_OFFICER: false, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  'instalments.decide': {
    ...{ CLERK: false, CAMP_OFFICER: false, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  },
  /** Propose rates, and see what is proposed. They hold for the utility as a whole. */
  'tariff.propose': {
    ...{ CLERK: false, CAMP_OFFICER: false, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  },
  /** Whoever proposed them cannot, whatever the role. */
  'tariff.decide': { CLERK: false, CAMP_OFFICER: false, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  /** Whether the books are in order, of the utility as a whole. */
  'ledger.read': { CLERK: false, CAMP_OFFICER: false, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  /** Have sent again to the billing system what it did not take. */
  'billing-event.resend': {
    ...{ CLERK: false, CAMP_OFFICER: false, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  },
  'audit.read': { CLERK: false, CAMP_OFFICER: false, BILLING_OFFICER: false, SUPERVISOR: true, ADMINISTRATOR: false },
  /** Add officers, change their role and office, disable them, let them enrol another authenticator. */
  'staff.manage': { CLERK: false, CAMP_OFFICER: false, BILLING_OFFICER: false, SUPERVISOR: false, ADMINISTRATOR: true },
  /** Change texts, addresses, holidays and the times of complaints. They hold for the utility as a whole. */
  'settings.change': {
    CLERK: false,
    CAMP_OFFICER: false,
    BILLING_OFFICER: false,
    SUPERVISOR: false,
    ADMINISTRATOR: true,
  },
  /** The inbox and its threads. */
  'complaint.read': {
    ...{ CLERK: true, CAMP_OFFICER: true, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  },
  /** What somebody says at a counter or camp. */
  'complaint.register': {
    ...{ CLERK: true, CAMP_OFFICER: true, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  },
  /** Tell the consumers of the office something on their Home. */
  'notice.publish': {
    CLERK: false,
    CAMP_OFFICER: false,
    BILLING_OFFICER: false,
    SUPERVISOR: true,
    ADMINISTRATOR: false,
  },
  /** Make places for pamphlets and posters, print these, and see how often each was scanned. */
  'pamphlet.make': {
    ...{ CLERK: false, CAMP_OFFICER: true, BILLING_OFFICER: false, SUPERVISOR: true, ADMINISTRATOR: false },
  },
  /** How far the sending of bills is. */
  'campaign.read': {
    ...{ CLERK: false, CAMP_OFFICER: false, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  },
  /** What the utility's systems have sent, and which meters say nothing. */
  'ingest.read': {
    ...{ CLERK: false, CAMP_OFFICER: false, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  },
  /** Let readings stand that were flagged, or have what is missing of them estimated. */
  'reading.decide': {
    ...{ CLERK: false, CAMP_OFFICER: false, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  },
  /** Announce camps. */
  'camp.manage': { CLERK: false, CAMP_OFFICER: false, BILLING_OFFICER: false, SUPERVISOR: true, ADMINISTRATOR: false },
  /** Work at one: its queue and its figures. */
  'camp.serve': { CLERK: true, CAMP_OFFICER: true, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  'complaint.assign': {
    ...{ CLERK: false, CAMP_OFFICER: false, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  },
  'complaint.decide': {
    ...{ CLERK: true, CAMP_OFFICER: true, BILLING_OFFICER: true, SUPERVISOR: true, ADMINISTRATOR: false },
  },
} as const satisfies Record<string, Record<StaffRole, boolean>>

export type Permission = keyof typeof PERMISSIONS

/** Whether a role has leave by the table; the answer alone, without a trace. */
export const mayRole = (role: StaffRole, permission: Permission): boolean => PERMISSIONS[permission][role]
