import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { connectionsOfOffice } from '#lib/staff/access.ts'

/** How many connections of the officer's office a notice is for. */
export function noticeReach({ db }: Services, actor: StaffActor, subdivision: string | null): Promise<number> {
  return db.connection.count({ where: { AND: [connectionsOfOffice(actor), subdivision ? { subdivision } : {}] } })
}
