import { env } from '#lib/platform/env.ts'
import { tokenHash } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import { TOTP_TRIES_PER_LOGIN } from './staff-policy.ts'
import { base32, openTotp, totpLink } from './totp.ts'

export type DeskLoginView = {
  triesLeft: number
  isOpen: boolean
  /** For an officer who has no authenticator yet: what it must be told, as a link for a QR and as text. */
  enrol: { link: string; secret: string } | null
}

/** A login that waits for the authenticator, for the page that takes its code. Null for an unknown token. */
export async function getDeskLogin({ db, now }: Services, token: string): Promise<DeskLoginView | null> {
  const login = await db.staffLogin.findUnique({
    where: { tokenHash: tokenHash(token) },
    select: {
      ...{ tries: true, expiresAt: true, closedAt: true, offeredTotp: true, staffId: true },
      staff: { select: { mobile: true, totpSecret: true } },
    },
  })
  if (!login) return null
  const { tries, offeredTotp, staffId, staff } = login
  const isOpen = login.closedAt === null && login.expiresAt > now() && tries < TOTP_TRIES_PER_LOGIN
  // Shown as long as it can still be confirmed, and never again afterwards.
  const secret = isOpen && offeredTotp && !staff.totpSecret ? openTotp(staffId, offeredTotp) : null
  const issuer = `${env().discom.shortName} Desk`
  return {
    triesLeft: TOTP_TRIES_PER_LOGIN - tries,
    isOpen,
    enrol: secret && { link: totpLink({ secret, issuer, account: `+91${staff.mobile}` }), secret: base32(secret) },
  }
}
