import { holdingLinks } from '#lib/consumers/access.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import { keepNotices, notify } from '#lib/notifications/notify.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { formatInstant } from '#lib/units/display.ts'
import { inLanguage } from '#lib/units/locale.ts'

/**
 * Whether a login from a device like this is news: this person has logged in before, but from none like it. The first login
 * of all is none, which the code itself has told them. To be asked before the session starts.
 */
export async function isNewKind(tx: Tx, consumerId: string, device: string): Promise<boolean> {
  const before = await tx.session.findMany({ where: { consumerId }, distinct: ['device'], select: { device: true } })
  return before.length > 0 && before.every((session) => session.device !== device)
}

/** Tells a person of a login from a device like none of theirs, whichever way it was made. */
export async function tellOfLogin(
  tx: Tx,
  at: Date,
  { consumerId, sessionId, device }: { consumerId: string; sessionId: string; device: string },
): Promise<void> {
  await tell(tx, at, { consumerId, cause: sessionId, text: 'newLogin', device })
}

/** Tells a person that a device was set up to log in without a code: whoever did not do it has to hear of it. */
export async function tellOfPasskey(
  tx: Tx,
  at: Date,
  { consumerId, credentialId, device }: { consumerId: string; credentialId: string; device: string },
): Promise<void> {
  await tell(tx, at, { consumerId, cause: `passkeyMade ${credentialId}`, text: 'passkeyMade', device })
}

/**
 * Tells a person that the desk has ended all of their logins. By the notice centre alone, which whoever logs in next sees: a
 * message would go to the very phone that is lost, or to whoever has the number now.
 */
export async function tellOfEndedLogins(tx: Tx, at: Date, consumerId: string): Promise<void> {
  const { name, helpline } = env().discom
  await keepNotices(tx, at, [
    {
      ...{ kind: 'NEW_LOGIN', cause: `ended ${at.toISOString()}`, consumerId, connectionId: null, href: null },
      words: (language) => {
        const facts = { discom: inLanguage(name, language), at: formatInstant(at, language), helpline }
        return { text: textsFor(language, 'notifications')('loginsEnded', facts) }
      },
    },
  ])
}

type News = { consumerId: string; cause: string; text: 'newLogin' | 'passkeyMade'; device: string }

async function tell(tx: Tx, at: Date, { consumerId, cause, text, device }: News): Promise<void> {
  const { links, ...person } = await tx.consumer.findUniqueOrThrow({
    where: { id: consumerId },
    select: {
      ...{ mobile: true, language: true },
      links: { where: holdingLinks(at), select: { connectionId: true }, orderBy: { linkedAt: 'asc' } },
    },
  })
  // Where logins can be ended: the profile of a connection, which somebody without one does not have.
  const [first] = links
  const { helpline } = env().discom
  await notify(tx, at, [{ consumerId, ...person }], {
    ...{ kind: 'NEW_LOGIN', cause, connectionId: null },
    href: first ? `/c/${first.connectionId}/profile` : null,
    words: (language) => templateText(language, 'sms', text, { device, at: formatInstant(at, language), helpline }),
  })
}
