import type { Services } from '#lib/platform/services.ts'
import type { OfficeKind, StaffRole } from '#prisma/generated/client.ts'
import { openTotp, totpCode, totpStep } from './totp.ts'

export type DemoOfficer = {
  mobile: string
  name: string
  role: StaffRole
  office: { kind: OfficeKind; name: string }
  /** What the officer's authenticator shows now. */
  code: string
}

/** More would be a directory; the demo has one officer of each role. */
const MOST = 8

/** The demo's officers with what their phones and authenticators show. Only for the demo's own page. */
export async function listDemoOfficers({ db, now }: Services): Promise<DemoOfficer[]> {
  const officers = await db.staffAccount.findMany({
    where: { disabledAt: null, totpSecret: { not: null } },
    select: {
      ...{ id: true, mobile: true, name: true, role: true, totpSecret: true },
      office: { select: { kind: true, name: true } },
    },
    orderBy: [{ createdAt: 'asc' }, { mobile: 'asc' }],
    take: MOST,
  })
  return officers.flatMap(({ id, totpSecret, ...officer }) => {
    const secret = totpSecret && openTotp(id, totpSecret)
    return secret ? [{ ...officer, code: totpCode(secret, totpStep(now())) }] : []
  })
}
