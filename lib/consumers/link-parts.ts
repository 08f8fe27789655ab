/** What somebody is to a connection that they are linked to. A tenant's link has a last day. */
export type LinkRole = 'OWNER' | 'MEMBER' | 'TENANT'

/** What of a connection somebody asks for. */
export type ConnectionPart =
  /** Bills, payments and the balance. */
  | 'BILLS'
  /** What the meter tells of single days: consumption, estimate, load, quality. */
  | 'METER'
  /** What the utility has on record, and who has access. */
  | 'RECORD'
  /** Inviting others and removing them. */
  | 'FAMILY'

/**
 * Facts from an old bill prove that somebody has held it, not that they live there: with such a link alone, what the
 * meter tells of a home's days stays closed.
 */
export const WEAK_PROOF = 'BILL_FACTS'

/** Whether somebody with this link may see a part. The queries say the same, by `lib/consumers/access.ts`. */
export function opensPart({ role, isWeak }: { role: LinkRole; isWeak: boolean }, part: ConnectionPart): boolean {
  return part === 'BILLS' || (!isWeak && (part !== 'FAMILY' || role === 'OWNER'))
}
