import { textsFor } from '#lib/i18n/texts.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { agreedToWhatsApp, agreeToWhatsApp } from '#lib/messaging/whatsapp/contacts.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { KIND_KEYS, type NoticeKind, whyAlways } from './kinds.ts'

export type ShownNotice = {
  id: string
  kind: string
  text: { hi: string; en: string }
  href: string | null
  at: Date
  isRead: boolean
}

const MOST_SHOWN = 100

/** What a person was told, newest first. */
export async function listNotices({ db }: Services, { consumerId }: ConsumerActor): Promise<ShownNotice[]> {
  const found = await db.notification.findMany({
    where: { consumerId },
    orderBy: { sequence: 'desc' },
    take: MOST_SHOWN,
    select: { id: true, kind: true, textHi: true, textEn: true, href: true, createdAt: true, readAt: true },
  })
  return found.map(({ textHi, textEn, createdAt, readAt, ...notice }) => ({
    ...notice,
    ...{ text: { hi: textHi, en: textEn }, at: createdAt, isRead: readAt !== null },
  }))
}

/** How many a person has not read. */
export function countUnread({ db }: Services, { consumerId }: ConsumerActor): Promise<number> {
  return db.notification.count({ where: { consumerId, readAt: null } })
}

/** Marks everything that a person was told until now as read. */
export async function markAllRead({ db, now }: Services, { consumerId }: ConsumerActor): Promise<void> {
  await db.notification.updateMany({ where: { consumerId, readAt: null }, data: { readAt: now() } })
}

export type NoticeChoices = { byWhatsApp: boolean; kinds: { kind: NoticeKind; isOn: boolean }[] }

/** How a person wants to be told: by which channel, and of what by message. */
export async function getNoticeChoices({ db }: Services, { consumerId }: ConsumerActor): Promise<NoticeChoices> {
  const person = await db.consumer.findUniqueOrThrow({
    where: { id: consumerId },
    select: { mobile: true, mutedNotices: { select: { kind: true } } },
  })
  const muted = new Set(person.mutedNotices.map(({ kind }) => kind))
  const agreed = await db.$transaction((tx) => agreedToWhatsApp(tx, [person.mobile]))
  const kinds = KIND_KEYS.map((kind) => ({ kind, isOn: whyAlways(kind) !== null || !muted.has(kind) }))
  return { byWhatsApp: agreed.has(person.mobile), kinds }
}

/** Keeps the choice, made in words of `locale`. What always goes out by message stays on, whatever was sent. */
export async function chooseNotices(
  { db, now }: Services,
  { consumerId }: ConsumerActor,
  { byWhatsApp, on, locale }: { byWhatsApp: boolean; on: ReadonlySet<string>; locale: Locale },
): Promise<void> {
  const at = now()
  const off = KIND_KEYS.filter((kind) => whyAlways(kind) === null && !on.has(kind))
  await db.$transaction(async (tx) => {
    await tx.mutedNotice.deleteMany({ where: { consumerId, kind: { notIn: off } } })
    const data = off.map((kind) => ({ consumerId, kind, mutedAt: at }))
    await tx.mutedNotice.createMany({ data, skipDuplicates: true })
    const { mobile } = await tx.consumer.findUniqueOrThrow({ where: { id: consumerId }, select: { mobile: true } })
    const agrees = (await agreedToWhatsApp(tx, [mobile])).has(mobile)
    if (agrees === byWhatsApp) return
    const t = textsFor(locale, 'notifications')
    const wording = `${t('channel')} WhatsApp. ${t('channelHint')}`
    await agreeToWhatsApp(tx, { mobile: mobile as Mobile, agrees: byWhatsApp, at }, { door: 'PORTAL', wording })
  })
}
