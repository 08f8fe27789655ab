import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/** The camps of the sub-divisions below the officer's office. */
export function campsOfOffice(actor: StaffActor): Prisma.CampDayWhereInput {
  return { subdivision: { in: [...actor.subdivisions] } }
}

/** The same, for one by its id from the URL; null where that can be no id. */
export function campOfOffice(actor: StaffActor, campDayId: string): Prisma.CampDayWhereInput | null {
  return isId(campDayId) ? { id: campDayId, ...campsOfOffice(actor) } : null
}
