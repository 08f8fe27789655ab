import { textsFor } from '#lib/i18n/texts.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { queueMessage } from '../send-message.ts'
import type { WhatsAppContent } from '../whatsapp/content.ts'
import { isWindowOpen } from './open-window.ts'
import { plainText } from './plain-text.ts'
import { cut } from './turn.ts'

const [CAPTION, BODY] = [1_024, 1_000]

type News = { mobile: Mobile; onceKey: string; at: Date }

/** Sends the receipt of a payment into the chat of somebody who has written within a day; to nobody else. */
export async function tellReceipt(
  tx: Tx,
  { path, receiptNo, text, ...news }: News & { path: string; receiptNo: string; text: string },
): Promise<void> {
  await tell(tx, news, { type: 'document', path, filename: `receipt-${receiptNo}.pdf`, caption: cut(text, CAPTION) })
}

/** Sends what the office answered into the chat, with a button to answer it. */
export async function tellAnswer(
  tx: Tx,
  given: News & { complaintId: string; number: string; text: string; language: Locale },
): Promise<void> {
  const { complaintId, number, text, language, ...news } = given
  const t = textsFor(language, 'chat')
  const body = cut(`${t('officeAnswer', { number })}\n${text}`, BODY)
  await tell(tx, news, { type: 'buttons', body, buttons: [{ id: `T:${complaintId}`, title: t('answerIt') }] })
}

async function tell(tx: Tx, { mobile, onceKey, at }: News, content: WhatsAppContent): Promise<void> {
  if (!(await isWindowOpen(tx, mobile, at))) return
  await queueMessage(tx, {
    ...{ channel: 'WHATSAPP', kind: 'CHAT', to: mobile, text: plainText(content), content, onceKey, at },
    ...('path' in content && { document: content.path }),
  })
}
