import { isId } from '#lib/consumers/access.ts'
import type { StaffActor, SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Prisma, StaffRole } from '#prisma/generated/client.ts'
import { officesOf } from './access.ts'
import { authorise } from './authorise.ts'
import { STAFF_ROLES } from './permissions.ts'

/** Who keeps accounts: an administrator, or the command on the server, which makes the first one. */
export type AccountKeeper = StaffActor | SystemActor

export type KeeperRefusal =
  /** The role has no leave for it. */
  | 'NOT_ALLOWED'
  /** There is no such account, or it is of an office above or beside the administrator's. */
  | 'NO_STAFF'
  /** Nobody changes their own account: another administrator does. */
  | 'OWN_ACCOUNT'

/**
 * Why the account may not be touched by this keeper; null when it may. One function for every change of an account, so
 * that none forgets a rule.
 */
export async function refusalOf(
  services: Services,
  keeper: AccountKeeper,
  staffId: string,
): Promise<KeeperRefusal | null> {
  if (!isId(staffId)) return 'NO_STAFF'
  if (keeper.kind === 'staff') {
    if (!(await authorise(services, keeper, 'staff.manage'))) return 'NOT_ALLOWED'
    if (keeper.staffId === staffId) return 'OWN_ACCOUNT'
  }
  const where = { id: staffId, office: officesFor(keeper) }
  return (await services.db.staffAccount.count({ where })) === 0 ? 'NO_STAFF' : null
}

/** The offices whose accounts the keeper keeps. */
export const officesFor = (keeper: AccountKeeper): Prisma.OfficeWhereInput =>
  keeper.kind === 'staff' ? officesOf(keeper) : {}

/** Whether an office is one of those. */
export async function mayKeepIn({ db }: Services, keeper: AccountKeeper, officeId: string): Promise<boolean> {
  return isId(officeId) && (await db.office.count({ where: { AND: [{ id: officeId }, officesFor(keeper)] } })) > 0
}

/** The role that a form names; null for none of ours. */
export const roleOf = (word: string): StaffRole | null => STAFF_ROLES.find((role) => role === word) ?? null
