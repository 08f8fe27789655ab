import { holdingLinks } from '#lib/consumers/access.ts'
import { WEAK_PROOF } from '#lib/consumers/link-parts.ts'
import { callBrowsers } from '#lib/identity/push-address.ts'
import { type NewMessage, queueMessages } from '#lib/messaging/send-message.ts'
import type { TemplateText } from '#lib/messaging/template-text.ts'
import { wakingTime } from '#lib/messaging/waking-hours.ts'
import { agreedToWhatsApp } from '#lib/messaging/whatsapp/contacts.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { LANGUAGES, type Locale, localeOf } from '#lib/units/locale.ts'
import { parseMobile } from '#lib/units/phone.ts'
import { isUrgent, type NoticeKind, whyAlways } from './kinds.ts'

/** A person whom something is told. */
export type Told = { consumerId: string; mobile: string; language: string }

export type NewNotice = {
  kind: NoticeKind
  /** What it is about, such as `bill 4711`: one person is told once of one cause. */
  cause: string
  /** What its message is called, where that says more than the kind. */
  messageKind?: string
  /** Somebody waits for it, though others of its kind can wait for the morning. */
  isAwaited?: boolean
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
export function notify(tx: Tx, at: Date, people: readonly Told[], notice: NewNotice): Promise<number> {
  return notifyAll(tx, at, [{ people, notice }])
}

/** The same for many notices in few statements. */
export async function notifyAll(
  tx: Tx,
  at: Date,
  told: readonly { people: readonly Told[]; notice: NewNotice }[],
): Promise<number> {
  const all = told.flatMap(({ people, notice }) => people.map((person) => ({ person, notice })))
  if (all.length === 0) return 0
  const written = await writeNotices(
    tx,
    at,
    all.map(({ person, notice }) => ({ ...notice, consumerId: person.consumerId })),
  )
  const isNew = new Set(written.map(({ onceKey }) => onceKey))
  const news = all.filter(({ person, notice }) => isNew.has(onceKeyOf(notice, person)))
  const people = news.map(({ person }) => person)
  const [muted, agreed] = [
    await mutedKinds(tx, people),
    await agreedToWhatsApp(
      tx,
      people.map(({ mobile }) => mobile),
    ),
  ]
  const wanted = news.filter(
    ({ person, notice: { kind } }) => whyAlways(kind) || !muted.has(`${kind} ${person.consumerId}`),
  )
  await callOf(
    tx,
    at,
    wanted.map(({ person, notice }) => ({ ...notice, consumerId: person.consumerId })),
  )
  const messages = wanted.map(({ person, notice }) =>
    messageOf(notice, person, { at, byWhatsApp: agreed.has(person.mobile) }),
  )
  if (messages.length > 0) await queueMessages(tx, messages)
  return written.length
}

/**
 * Takes back what was kept for people who were erased since they were looked up. Their rows have waited for the erasure, by
 * their foreign key, so it shows now; one that comes later finds them itself.
 */
async function withoutErased<Kept extends { consumerId: string }>(tx: Tx, kept: readonly Kept[]): Promise<Kept[]> {
  const consumerIds = [...new Set(kept.map(({ consumerId }) => consumerId))]
  if (consumerIds.length === 0) return []
  const erased = await tx.consumer.findMany({
    where: { id: { in: consumerIds }, erasedAt: { not: null } },
    select: { id: true },
  })
  if (erased.length === 0) return [...kept]
  const gone = new Set(erased.map(({ id }) => id))
  await tx.notification.deleteMany({ where: { consumerId: { in: [...gone] } } })
  return kept.filter(({ consumerId }) => !gone.has(consumerId))
}

const onceKeyOf = (
  { kind, cause }: Pick<NewNotice, 'kind' | 'cause'>,
  { consumerId }: Pick<Told, 'consumerId'>,
): string => `${kind}:${cause}:${consumerId}`

function messageOf(notice: NewNotice, person: Told, { at, byWhatsApp }: { at: Date; byWhatsApp: boolean }): NewMessage {
  const { kind, messageKind = kind, isAwaited = false, words } = notice
  const { text, content } = words(localeOf(person.language))
  return {
    ...{ kind: messageKind, to: parseMobile(person.mobile), text, content, at },
    channel: byWhatsApp ? 'WHATSAPP' : 'SMS',
    sendAfter: timeOf({ kind, isAwaited }, at),
    onceKey: `notice:${onceKeyOf(notice, person)}`,
  }
}

const timeOf = ({ kind, isAwaited }: Pick<NewNotice, 'kind' | 'isAwaited'>, at: Date): Date =>
  isAwaited || isUrgent(kind) ? at : wakingTime(at)

/** Its words go out in no message, so they need no template. */
type KeptNotice = Omit<NewNotice, 'words'> & { consumerId: string; words: (language: Locale) => { text: string } }

/** Has the browsers of those called who asked for it, when a message of the same news would go out. */
async function callOf(tx: Tx, at: Date, notices: readonly KeptNotice[]): Promise<void> {
  if (!env().push) return
  const byTime = Map.groupBy(notices, (notice) => timeOf(notice, at).getTime())
  for (const [time, due] of byTime)
    await callBrowsers(
      tx,
      due.map(({ consumerId }) => consumerId),
      new Date(time),
    )
}

/**
 * Keeps notices for the notice centre and calls browsers, for news whose messages are written elsewhere. Returns those
 * that are new.
 */
export async function keepNotices(
  tx: Tx,
  at: Date,
  notices: readonly KeptNotice[],
): Promise<{ consumerId: string; onceKey: string }[]> {
  const written = await writeNotices(tx, at, notices)
  const isNew = new Set(written.map(({ onceKey }) => onceKey))
  await callOf(
    tx,
    at,
    notices.filter((notice) => isNew.has(onceKeyOf(notice, notice))),
  )
  return written
}

/** Writes them for the notice centre; an erased person is told nothing. */
async function writeNotices(
  tx: Tx,
  at: Date,
  notices: readonly KeptNotice[],
): Promise<{ consumerId: string; onceKey: string }[]> {
  const kept = await tx.notification.createManyAndReturn({
    data: notices.map(({ consumerId, ...notice }) => ({
      ...{ consumerId, connectionId: notice.connectionId, kind: notice.kind, href: notice.href, createdAt: at },
      ...{ textHi: inPortal(notice, 'hi'), textEn: inPortal(notice, 'en') },
      onceKey: onceKeyOf(notice, { consumerId }),
    })),
    skipDuplicates: true,
    select: { consumerId: true, onceKey: true },
  })
  return withoutErased(tx, kept)
}

/** Messages say who sends them and may end with an address; in the portal the one is plain, and the other a link below. */
function inPortal({ words, href }: Pick<KeptNotice, 'words' | 'href'>, language: Locale): string {
  const { shortName } = env().discom
  const text = words(language).text.replace(`${shortName}: `, '').replace(` -${shortName}`, '')
  return href === null ? text : text.replace(/: https?:\/\/\S+$/, LANGUAGES[language].fullStop)
}

/** Who is linked to a connection now. */
export async function peopleOf(tx: Tx, at: Date, connectionId: string): Promise<Told[]> {
  return (await peopleOfAll(tx, at, [connectionId])).get(connectionId) ?? []
}

/** The same for many connections. `isWeak`: by an old bill alone, which opens nothing of what the meter tells. */
export async function peopleOfAll(
  tx: Tx,
  at: Date,
  connectionIds: readonly string[],
): Promise<Map<string, (Told & { isWeak: boolean })[]>> {
  const links = await tx.mobileLink.findMany({
    where: { connectionId: { in: [...connectionIds] }, ...holdingLinks(at) },
    select: {
      connectionId: true,
      consumerId: true,
      proof: true,
      consumer: { select: { mobile: true, language: true } },
    },
  })
  const people = links.map(({ connectionId, consumerId, proof, consumer }) => ({
    ...{ connectionId, consumerId, ...consumer, isWeak: proof === WEAK_PROOF },
  }))
  return Map.groupBy(people, ({ connectionId }) => connectionId)
}

/** What people want no message of, as `KIND person`. */
async function mutedKinds(tx: Tx, people: readonly Told[]): Promise<Set<string>> {
  const muted = await tx.mutedNotice.findMany({
    where: { consumerId: { in: people.map(({ consumerId }) => consumerId) } },
    select: { consumerId: true, kind: true },
  })
  return new Set(muted.map(({ kind, consumerId }) => `${kind} ${consumerId}`))
}
