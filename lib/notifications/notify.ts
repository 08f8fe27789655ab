import { holdingLinks } from '#lib/consumers/access.ts'
import { WEAK_PROOF } from '#lib/consumers/link-parts.ts'
import { type NewMessage, queueMessages } from '#lib/messaging/send-message.ts'
import type { TemplateText } from '#lib/messaging/template-text.ts'
import { agreedToWhatsApp } from '#lib/messaging/whatsapp/contacts.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { type Locale, localeOf } from '#lib/units/locale.ts'
import { parseMobile } from '#lib/units/phone.ts'
import { isUrgent, type NoticeKind, whyAlways } from './kinds.ts'
import { wakingTime } from './waking-hours.ts'

/** A person whom something is told. */
export type Told = { consumerId: string; mobile: string; language: string }

export type NewNotice = {
  kind: NoticeKind
  /** What it is about, such as `bill 4711`: one person is told once of one cause. */
  cause: string
  /** What its message is called, where that says more than the kind. */
  messageKind?: string
  /** Null where it is about the person alone. */
  connectionId: string | null
  /** A path within the portal that it leads to. */
  href: string | null
  /** The words in a language, one of the approved templates. */
  words: (language: Locale) => TemplateText
}

/**
 * Tells people something, in the transaction that demands it: each finds it in the notice centre, and gets a message of it
 * unless they want none of this kind: by WhatsApp for those who agreed to that, else by SMS, in waking hours unless it is
 * urgent. A cause of which somebody was told before is passed over. Returns how many were told.
 */
export async function notify(tx: Tx, at: Date, people: readonly Told[], notice: NewNotice): Promise<number> {
  const { kind, messageKind = kind, words } = notice
  if (people.length === 0) return 0
  const written = await keepNotices(
    tx,
    at,
    people.map(({ consumerId }) => ({ ...notice, consumerId })),
  )
  const keys = new Map(written.map(({ consumerId, onceKey }) => [consumerId, onceKey]))
  const said = { hi: words('hi'), en: words('en') }
  const listening = await whoWantsMessages(tx, kind, [...keys.keys()])
  const agreed = await agreedToWhatsApp(
    tx,
    people.map(({ mobile }) => mobile),
  )
  const messages = people
    .filter(({ consumerId }) => listening.has(consumerId))
    .map(({ consumerId, mobile, language }): NewMessage => {
      const { text, content } = said[localeOf(language)]
      return {
        ...{ kind: messageKind, to: parseMobile(mobile), text, content, at },
        channel: agreed.has(mobile) ? 'WHATSAPP' : 'SMS',
        sendAfter: isUrgent(kind) ? at : wakingTime(at),
        onceKey: `notice:${keys.get(consumerId)}`,
      }
    })
  if (messages.length > 0) await queueMessages(tx, messages)
  return written.length
}

/**
 * Only keeps notices for the notice centre, for news whose messages are written elsewhere. Returns those that are new.
 */
export async function keepNotices(
  tx: Tx,
  at: Date,
  notices: readonly (NewNotice & { consumerId: string })[],
): Promise<{ consumerId: string; onceKey: string }[]> {
  return tx.notification.createManyAndReturn({
    data: notices.map(({ consumerId, connectionId, kind, cause, href, words }) => ({
      ...{ consumerId, connectionId, kind, href, createdAt: at, onceKey: `${kind}:${cause}:${consumerId}` },
      ...{ textHi: withoutSender(words('hi').text), textEn: withoutSender(words('en').text) },
    })),
    skipDuplicates: true,
    select: { consumerId: true, onceKey: true },
  })
}

/** Messages begin or end with who sends them; in the portal that is plain. */
function withoutSender(text: string): string {
  const { shortName } = env().discom
  return text.replace(`${shortName}: `, '').replace(` -${shortName}`, '')
}

/** Who is linked to a connection now; only by a strong proof, where it is about what the meter tells. */
export async function peopleOf(
  tx: Tx,
  at: Date,
  connectionId: string,
  part: 'BILLS' | 'METER' = 'BILLS',
): Promise<Told[]> {
  const links = await tx.mobileLink.findMany({
    where: { connectionId, ...holdingLinks(at), ...(part === 'METER' ? { proof: { not: WEAK_PROOF } } : {}) },
    select: { consumerId: true, consumer: { select: { mobile: true, language: true } } },
  })
  return links.map(({ consumerId, consumer }) => ({ consumerId, ...consumer }))
}

async function whoWantsMessages(tx: Tx, kind: NoticeKind, consumerIds: readonly string[]): Promise<Set<string>> {
  if (whyAlways(kind)) return new Set(consumerIds)
  const muted = await tx.mutedNotice.findMany({
    where: { kind, consumerId: { in: [...consumerIds] } },
    select: { consumerId: true },
  })
  const mutes = new Set(muted.map(({ consumerId }) => consumerId))
  return new Set(consumerIds.filter((id) => !mutes.has(id)))
}
