import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { type Mobile, maskMobile } from '#lib/units/phone.ts'
import type { OfficeKind, StaffRole } from '#prisma/generated/client.ts'
import { officesOf } from './access.ts'
import { authorise } from './authorise.ts'

export type OfficeName = { id: string; kind: OfficeKind; name: string }
export type StaffRow = {
  id: string
  name: string
  /** A few digits of it. */
  mobile: string
  role: StaffRole
  office: OfficeName
  hasAuthenticator: boolean
  isDisabled: boolean
  /** The administrator's own account, which somebody else keeps. */
  isSelf: boolean
}

/** The accounts that an administrator keeps, and the offices they may be given. Null without leave. */
export async function listStaff(
  services: Services,
  actor: StaffActor,
): Promise<{ staff: StaffRow[]; offices: OfficeName[] } | null> {
  if (!(await authorise(services, actor, 'staff.manage'))) return null
  const { db } = services
  const office = { select: { id: true, kind: true, name: true } }
  const [accounts, offices] = await Promise.all([
    db.staffAccount.findMany({
      where: { office: officesOf(actor) },
      select: { id: true, name: true, mobile: true, role: true, totpSecret: true, disabledAt: true, office },
      orderBy: [{ role: 'asc' }, { name: 'asc' }],
    }),
    db.office.findMany({ where: officesOf(actor), ...office, orderBy: [{ kind: 'asc' }, { name: 'asc' }] }),
  ])
  const staff = accounts.map(({ mobile, totpSecret, disabledAt, ...account }) => ({
    ...account,
    mobile: maskMobile(mobile as Mobile),
    hasAuthenticator: totpSecret !== null,
    isDisabled: disabledAt !== null,
    isSelf: account.id === actor.staffId,
  }))
  return { staff, offices }
}
