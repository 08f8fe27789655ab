import { textsFor } from '#lib/i18n/texts.ts'
import { tellAnswer } from '#lib/messaging/chat/tell-in-chat.ts'
import { queueMessage } from '#lib/messaging/send-message.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import { notify } from '#lib/notifications/notify.ts'
import type { Tx } from '#lib/platform/db.ts'
import { formatDay, formatInstant } from '#lib/units/display.ts'
import { dayFromColumn } from '#lib/units/ist.ts'
import { inLanguage, type Locale, localeOf } from '#lib/units/locale.ts'
import { parseMobile } from '#lib/units/phone.ts'
import type { ComplaintEventKind } from '#prisma/generated/client.ts'
import { categoryOf } from './catalogue.ts'
import { complaintNumber } from './complaint-number.ts'

/** What a message says of a complaint, read after what it tells of was written. */
export const TOLD_COLUMNS = {
  ...{ id: true, sequence: true, mobile: true, language: true, category: true, door: true },
  ...{ level: true, registeredAt: true, dueAt: true, promisedOn: true, consumerId: true, connectionId: true },
} as const

export type ToldComplaint = {
  id: string
  consumerId: string | null
  connectionId: string | null
  sequence: bigint
  mobile: string | null
  language: string
  category: string
  level: string
  registeredAt: Date
  dueAt: Date
  promisedOn: Date | null
}

/** What happens that somebody is told of; what they did themselves in the thread needs no message. */
const TOLD: Partial<Record<ComplaintEventKind, string>> = {
  REGISTERED: 'smsRegistered',
  PROMISED: 'smsPromised',
  RESOLVED: 'smsResolved',
  REJECTED: 'smsRejected',
  REOPENED: 'smsReopened',
  ESCALATED: 'smsEscalated',
  MESSAGE: 'smsMessage',
}

/**
 * Tells whoever complained, in their language, what became of it: number, subject and the time that now holds; somebody who
 * had logged in as they want to be told, others by SMS. The message says no reason and no name, for a phone lies open.
 * Nobody is told where no number was given.
 */
export async function tellComplainant(
  tx: Tx,
  complaint: ToldComplaint,
  event: { id: bigint; kind: ComplaintEventKind; at: Date },
): Promise<void> {
  const key = TOLD[event.kind]
  if (!key) return
  const { kind, name } = categoryOf(complaint.category)
  const words = (locale: Locale) =>
    templateText(
      locale,
      'complaints',
      key,
      {
        ...{ number: complaintNumber(complaint), subject: inLanguage(name, locale) },
        due: formatInstant(complaint.dueAt, locale),
        promised: complaint.promisedOn ? formatDay(dayFromColumn(complaint.promisedOn), locale) : '',
        level: textsFor(locale, 'complaints')(`level_${complaint.level}`),
      },
      { kind },
    )
  const { id, mobile, language, consumerId, connectionId } = complaint
  const messageKind = `COMPLAINT_${event.kind}`
  if (consumerId && connectionId && mobile) {
    const href = `/c/${connectionId}/complaints/${id}`
    // The number of a complaint is waited for, whenever it was made.
    const isAwaited = event.kind === 'REGISTERED'
    const notice = {
      kind: 'COMPLAINT',
      cause: `${event.id}`,
      messageKind,
      isAwaited,
      connectionId,
      href,
      words,
    } as const
    await notify(tx, event.at, [{ consumerId, mobile, language }], notice)
    return
  }
  await queueMessage(tx, {
    channel: 'SMS',
    to: mobile === null ? null : parseMobile(mobile),
    kind: messageKind,
    ...words(localeOf(language)),
    onceKey: `complaint:${event.id}:${mobile}`,
    at: event.at,
  })
}

/** What an officer said to somebody who complained in a chat goes there, word for word: it is theirs alone. */
export async function answerInChat(
  tx: Tx,
  complaint: ToldComplaint & { id: string; door: string },
  { id, text, at }: { id: bigint; text: string; at: Date },
): Promise<void> {
  const mobile = complaint.mobile === null ? null : parseMobile(complaint.mobile)
  if (complaint.door !== 'WHATSAPP' || !mobile) return
  await tellAnswer(tx, {
    ...{ mobile, text, at, onceKey: `chat:complaint:${id}`, language: localeOf(complaint.language) },
    ...{ complaintId: complaint.id, number: complaintNumber(complaint) },
  })
}
