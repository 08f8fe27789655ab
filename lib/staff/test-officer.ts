import { randomUUID } from 'node:crypto'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import type { StaffRole } from '#prisma/generated/client.ts'
import { newTotpSecret, sealTotp, totpCode, totpStep } from './totp.ts'

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

let accounts = 0

/** The same with an account and an authenticator: `code` is what it shows at the moment. */
export async function officerWithAuthenticator(
  { db, now }: Pick<Services, 'db' | 'now'>,
  ...[role, office]: Parameters<typeof testOfficer>
): Promise<{ actor: StaffActor; code: () => string }> {
  accounts += 1
  const mobile = `81000${String(10_000 + accounts)}`
  const actor = testOfficer(role, office)
  const { staffId, officeId } = actor
  const secret = newTotpSecret()
  const account = { name: 'Test Officer', role, officeId, totpSecret: sealTotp(staffId, secret), createdAt: now() }
  await db.office.create({ data: { id: officeId, kind: 'CIRCLE', name: `Circle ${officeId}` }, select: { id: true } })
  await db.staffAccount.create({ data: { id: staffId, mobile, ...account }, select: { id: true } })
  return { actor, code: () => totpCode(secret, totpStep(now())) }
}
