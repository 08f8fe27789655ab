import type { OfficeKind, StaffRole } from '#prisma/generated/client.ts'

/** Who acts. Every verb is given one; what an actor may see is part of the verb's query. */
export type Actor = ConsumerActor | StaffActor | SystemActor | VisitorActor | BillGuest | PayGuest | AnonymousActor

/** A person who has logged in, or for whom something else acts that is theirs. */
export type ConsumerActor = {
  kind: 'consumer'
  consumerId: string
  sessionId: string
  /** Of a token for one connection: nothing else is theirs. */
  onlyConnectionId?: string
}
/** Whoever is known by a number or a token alone has no login: sessions and the number itself are out of reach. */
export const NO_SESSION = '00000000-0000-0000-0000-000000000000'
/** An officer of the utility who has logged in at the desk. */
export type StaffActor = {
  kind: 'staff'
  staffId: string
  sessionId: string
  role: StaffRole
  officeId: string
  officeKind: OfficeKind
  /** Names of the sub-divisions of the officer's office, as connections carry them; see lib/staff/access.ts. */
  subdivisions: readonly string[]
}
/** Somebody without a login who has the mobile that one complaint was made with. */
export type VisitorActor = { kind: 'visitor'; complaintId: string }
/** Somebody without a login who has the mobile on record of a connection: reads this one bill of it, for a while. */
export type BillGuest = { kind: 'bill-guest'; connectionId: string; billId: string }
/** Somebody without a login who has said yes to amount and initials: pays this bill, and sees what became of that. */
export type PayGuest = { kind: 'pay-guest'; connectionId: string; billId: string }
/** A command, a schedule or the gateway's webhook. `name` goes into the audit. */
export type SystemActor = { kind: 'system'; name: string }
/** Somebody before login; `source` is the network address, for limits. */
export type AnonymousActor = { kind: 'anonymous'; source: string }
