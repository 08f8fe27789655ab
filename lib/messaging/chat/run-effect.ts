import { textsFor } from '#lib/i18n/texts.ts'
import { changeLanguage } from '#lib/identity/change-language.ts'
import { sendChatCode } from '#lib/identity/send-chat-code.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import { agreeToWhatsApp } from '../whatsapp/contacts.ts'
import type { Effect } from './chat-effects.ts'
import type { Incoming, Outcome } from './chat-events.ts'
import { answerWish } from './effects/answer-wish.ts'
import { campNews } from './effects/camp-news.ts'
import { addToCase, areasFor, makeComplaint } from './effects/complaint-effects.ts'
import { showCase } from './effects/complaint-news.ts'
import { askOldNumber, beginLinking, confirm, prove, proveByOldCode, sendAgain } from './effects/link-effects.ts'
import { payByCode } from './effects/pay-code.ts'
import { rechargeNews } from './effects/payment-news.ts'
import { readPhotoOfBill } from './effects/read-photo.ts'
import { actorOf, type Sender, sourceOf } from './effects/sender.ts'

type Run<K extends Effect['type']> = (
  services: PaymentServices,
  sender: Sender,
  effect: Extract<Effect, { type: K }>,
) => Promise<Outcome>

/** How each effect is run, by the verbs that pages use too. */
const RUNS: { [K in Effect['type']]: Run<K> } = {
  ASK: answerWish,
  PICK_ACCOUNT: (services, sender, { consumerNo }) => beginLinking(services, sender, { consumerNo, goal: 'BILL' }),
  BEGIN_LINK: beginLinking,
  READ_BILL_PHOTO: readPhotoOfBill,
  PROVE_BY_BILL: prove,
  ASK_OLD_NUMBER: askOldNumber,
  PROVE_BY_CODE: proveByOldCode,
  SEND_CODE_AGAIN: sendAgain,
  CONFIRM_LINK: confirm,
  SEND_LOGIN_CODE: sendLoginCode,
  PAY_BY_CODE: payByCode,
  RECHARGE: rechargeNews,
  LIST_CAMPS: campNews,
  MAKE_COMPLAINT: makeComplaint,
  LIST_AREAS: (services, _, { words, from }) => areasFor(services, words, from),
  SHOW_CASE: (services, sender, { complaintId }) => showCase(services, sender, complaintId),
  ADD_TO_CASE: addToCase,
  SET_NEWS: setNews,
  KEEP_LANGUAGE: keepLanguage,
}

/** Runs one effect for the sender of a message. What goes wrong on our side is an outcome too. */
export async function runEffect(services: PaymentServices, sender: Sender, effect: Effect): Promise<Outcome> {
  const run = RUNS[effect.type] as (services: PaymentServices, sender: Sender, effect: Effect) => Promise<Outcome>
  return run(services, sender, effect)
}

/** To the number that writes, whoever is linked to it: the login knows which number it waits for. */
async function sendLoginCode(
  services: PaymentServices,
  sender: Sender,
  { word }: Extract<Effect, { type: 'SEND_LOGIN_CODE' }>,
): Promise<Outcome> {
  return { type: 'LOGIN_CODE', result: await sendChatCode(services, sourceOf(sender), { ...sender, word }) }
}

/** Who is linked gets other messages in the language too. */
async function keepLanguage(
  services: PaymentServices,
  sender: Sender,
  { language }: Extract<Effect, { type: 'KEEP_LANGUAGE' }>,
): Promise<Outcome> {
  const actor = await actorOf(services, sender)
  if (actor) await changeLanguage(services, actor, language)
  return { type: 'LANGUAGE_KEPT' }
}

/** The number speaks for itself alone: whoever writes from it agrees, or does so no longer. */
async function setNews(
  services: PaymentServices,
  sender: Sender,
  { isWanted }: Extract<Effect, { type: 'SET_NEWS' }>,
): Promise<Outcome> {
  const { db, now } = services
  const { mobile } = sender
  const asked = { door: 'CHAT', wording: isWanted ? await wordsTapped(services, sender) : '' } as const
  await db.$transaction((tx) => agreeToWhatsApp(tx, { mobile, agrees: isWanted, at: now() }, asked))
  return { type: 'NEWS_SET', isWanted }
}

/**
 * The words that somebody had before them when they tapped: the message, which may be of another language or release than
 * today's, and the button or row. Where WhatsApp names no message, as in the demo, today's question stands for it.
 */
async function wordsTapped({ db }: PaymentServices, { mobile, language, wamid }: Sender): Promise<string> {
  const heard = await db.chatMessage.findUnique({ where: { wamid }, select: { body: true } })
  // What the column holds was written by `recordMessages`.
  const body = heard?.body as Incoming | null | undefined
  const { title, of } = body?.type === 'CHOICE' ? body : {}
  const shown = of
    ? await db.message.findFirst({ where: { toMobile: mobile, providerId: of }, select: { text: true } })
    : null
  const t = textsFor(language, 'chat')
  return [shown?.text ?? (title ? null : t('newsAsk')), title ?? t('newsYes')].filter(Boolean).join(' ')
}
