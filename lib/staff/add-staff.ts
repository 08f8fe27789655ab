import { randomUUID } from 'node:crypto'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Services } from '#lib/platform/services.ts'
import { cleanText } from '#lib/units/clean-text.ts'
import { parseMobile } from '#lib/units/phone.ts'
import { authorise } from './authorise.ts'
import { type AccountKeeper, mayKeepIn, roleOf } from './keep-account.ts'

/** Of an officer, in letters. */
const LONGEST_NAME = 100

export type AddedStaff =
  | { ok: true; staffId: string }
  | { ok: false; reason: 'NOT_ALLOWED' | 'BAD_MOBILE' | 'BAD_NAME' | 'BAD_ROLE' | 'NO_OFFICE' | 'MOBILE_TAKEN' }

/** Gives somebody an account. They enrol an authenticator at their first login; the mobile's code alone opens nothing. */
export async function addStaff(
  services: Services,
  keeper: AccountKeeper,
  given: { mobile: string; name: string; role: string; officeId: string },
): Promise<AddedStaff> {
  if (keeper.kind === 'staff' && !(await authorise(services, keeper, 'staff.manage')))
    return { ok: false, reason: 'NOT_ALLOWED' }
  const mobile = parseMobile(given.mobile)
  if (!mobile) return { ok: false, reason: 'BAD_MOBILE' }
  const name = cleanText(given.name)
  if (name === '' || name.length > LONGEST_NAME) return { ok: false, reason: 'BAD_NAME' }
  const role = roleOf(given.role)
  if (!role) return { ok: false, reason: 'BAD_ROLE' }
  const { officeId } = given
  if (!(await mayKeepIn(services, keeper, officeId))) return { ok: false, reason: 'NO_OFFICE' }
  const at = services.now()
  const id = randomUUID()
  return services.db.$transaction(async (tx): Promise<AddedStaff> => {
    const data = [{ id, mobile, name, role, officeId, createdAt: at }]
    // Two administrators may add the same person at once; the database lets one.
    const { count } = await tx.staffAccount.createMany({ data, skipDuplicates: true })
    if (count === 0) return { ok: false, reason: 'MOBILE_TAKEN' }
    await recordAudit(tx, keeper, 'staff.added', { at, detail: { staff: id, role, office: officeId } })
    return { ok: true, staffId: id }
  })
}
