import { randomUUID } from 'node:crypto'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { StaffRole } from '#prisma/generated/client.ts'

/**
 * An officer for tests of verbs, who has logged in. Without more words the office is the circle in which the homes of tests
 * lie, so that what is refused is refused for its own reason.
 */
export function testOfficer(
  role: StaffRole,
  {
    officeKind = 'CIRCLE',
    subdivisions = ['Kokar', 'Test'],
  }: Partial<Pick<StaffActor, 'officeKind' | 'subdivisions'>> = {},
): StaffActor {
  const [staffId, sessionId, officeId] = [randomUUID(), randomUUID(), randomUUID()]
  return { kind: 'staff', staffId, sessionId, role, officeId, officeKind, subdivisions }
}
