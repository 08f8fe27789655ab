import type { SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { addStaff } from '#lib/staff/add-staff.ts'
import { saveOffices } from '#lib/staff/save-offices.ts'
import { newTotpSecret, sealTotp } from '#lib/staff/totp.ts'
import type { OfficeKind, StaffRole } from '#prisma/generated/client.ts'

/** The demo's offices: the sub-divisions of its homes in one circle, and another circle, which has no home of it. */
const OFFICES = [
  ...['Kokar', 'Lalpur', 'Tatisilwai'].map((subdivision) => ({ division: 'Ranchi East', subdivision })),
  ...['Harmu', 'Kusai', 'Ratu Road'].map((subdivision) => ({ division: 'Ranchi West', subdivision })),
  ...['Doranda', 'HEC'].map((subdivision) => ({ division: 'Ranchi South', subdivision })),
].map((office) => ({ circle: 'Ranchi', ...office }))
const ELSEWHERE = { circle: 'Gumla', division: 'Gumla', subdivision: 'Gumla' }

type DemoOfficer = { mobile: string; name: string; role: StaffRole; office: { kind: OfficeKind; name: string } }

/** One officer of each role, and one of another circle. Names and numbers are invented. */
export const DEMO_OFFICERS: readonly DemoOfficer[] = [
  { mobile: '9000002001', name: 'डेमो लिपिक', role: 'CLERK', office: { kind: 'SUBDIVISION', name: 'Kokar' } },
  {
    mobile: '9000002002',
    name: 'डेमो शिविर अधिकारी',
    role: 'CAMP_OFFICER',
    office: { kind: 'DIVISION', name: 'Ranchi East' },
  },
  {
    mobile: '9000002003',
    name: 'डेमो बिलिंग अधिकारी',
    role: 'BILLING_OFFICER',
    office: { kind: 'CIRCLE', name: 'Ranchi' },
  },
  { mobile: '9000002004', name: 'डेमो पर्यवेक्षक', role: 'SUPERVISOR', office: { kind: 'CIRCLE', name: 'Ranchi' } },
  { mobile: '9000002005', name: 'डेमो प्रशासक', role: 'ADMINISTRATOR', office: { kind: 'CIRCLE', name: 'Ranchi' } },
  { mobile: '9000002006', name: 'डेमो पर्यवेक्षक, गुमला', role: 'SUPERVISOR', office: { kind: 'CIRCLE', name: 'Gumla' } },
]

/**
 * Gives the demo its desk, as far as it lacks it: officers whose authenticators the demo's own page shows, so that a
 * newcomer needs no app. A demo that was loaded before there was a desk gets it at its next start.
 */
export async function seedDesk(services: Services, seed: SystemActor): Promise<void> {
  const { db } = services
  await saveOffices(services, seed, [...OFFICES, ELSEWHERE])
  for (const { office, ...officer } of DEMO_OFFICERS) {
    if ((await db.staffAccount.count({ where: { mobile: officer.mobile } })) > 0) continue
    const { id: officeId } = await db.office.findUniqueOrThrow({ where: { kind_name: office }, select: { id: true } })
    const added = await addStaff(services, seed, { ...officer, officeId })
    if (!added.ok) throw new Error(`The demo's officer ${officer.mobile} was refused: ${added.reason}`)
    const { staffId } = added
    const data = { totpSecret: sealTotp(staffId, newTotpSecret()) }
    await db.staffAccount.update({ where: { id: staffId }, data, select: { id: true } })
  }
}
