import type { SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import type { OfficeKind, StaffRole } from '#prisma/generated/client.ts'
import { saveOffices } from './save-offices.ts'
import { startStaffSession } from './start-staff-session.ts'

const TESTS: SystemActor = { kind: 'system', name: 'tests' }
let officers = 0

/** Two circles: one with the sub-divisions Test and Near, which lie in two divisions of it, the other with Far. */
export async function makeOffices(services: Services): Promise<void> {
  await saveOffices(services, TESTS, [
    { circle: 'Test circle', division: 'Test division', subdivision: 'Test' },
    { circle: 'Test circle', division: 'Near division', subdivision: 'Near' },
    { circle: 'Far circle', division: 'Far division', subdivision: 'Far' },
  ])
}

/** The account of an officer of an office, with a mobile of its own. */
export async function makeOfficer(
  { db, now }: Services,
  role: StaffRole,
  office: { kind: OfficeKind; name: string } = { kind: 'CIRCLE', name: 'Test circle' },
): Promise<{ staffId: string; mobile: string; logIn: () => Promise<string> }> {
  officers += 1
  const mobile = `80000${String(10_000 + officers)}`
  const { id: officeId } = await db.office.findUniqueOrThrow({ where: { kind_name: office }, select: { id: true } })
  const data = { mobile, name: `Test Officer ${officers}`, role, officeId, language: 'en', createdAt: now() }
  const { id: staffId } = await db.staffAccount.create({ data, select: { id: true } })
  const logIn = async () => (await startStaffSession(db, { staffId, at: now(), device: 'Firefox, Linux' })).token
  return { staffId, mobile, logIn }
}
