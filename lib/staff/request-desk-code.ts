import type { AnonymousActor } from '#lib/identity/actor.ts'
import { readLoginName, type UnreadableName } from '#lib/identity/login-name.ts'
import { type OpenedChallenge, openChallenge } from '#lib/identity/open-challenge.ts'
import type { Services } from '#lib/platform/services.ts'
import { localeOf } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'

/**
 * Begins a login at the desk: a code to the mobile that was typed, if it is that of an officer whose account is not
 * disabled. The answer is the same for every other number. Limits and codes are those of the consumers' login.
 */
export async function requestDeskCode(
  services: Services,
  actor: AnonymousActor,
  { mobile: typed }: { mobile: string },
): Promise<OpenedChallenge | UnreadableName> {
  const read = readLoginName(typed)
  if (!read.ok) return read
  if (read.name.kind !== 'mobile') return { ok: false, reason: 'unreadable' }
  const { mobile } = read.name
  return openChallenge(services, actor, {
    ...{ purpose: 'DESK', text: 'otpDesk', action: 'desk.code-requested' },
    ...{ subject: `desk ${mobile}`, typedMobile: mobile, by: 'mobile', byConsumerNo: false },
    find: async () => {
      const where = { mobile, disabledAt: null }
      const found = await services.db.staffAccount.findUnique({ where, select: { mobile: true, language: true } })
      return found && { mobile: found.mobile as Mobile, language: localeOf(found.language) }
    },
  })
}
