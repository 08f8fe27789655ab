import { textsFor } from '#lib/i18n/texts.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import { env } from '#lib/platform/env.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { queueMessages } from '../send-message.ts'
import { heardFrom } from '../whatsapp/contacts.ts'
import type { Incoming, Outcome } from './chat-events.ts'
import { type ChatState, NEW_CHAT } from './chat-state.ts'
import { converse } from './converse.ts'
import type { Sender } from './effects/sender.ts'
import { plainText } from './plain-text.ts'
import { runEffect } from './run-effect.ts'
import { languageOf, type Turn } from './turn.ts'

/** Longer than any answer takes; a process that ended holds a conversation no longer. */
const HELD_MS = 60_000
/** A question that nobody came back to for an hour is asked no more. */
const RESTS_MS = 60 * 60_000
const MESSAGES_PER_WINDOW = 40
const WINDOW_SECONDS = 5 * 60
/** One outcome may lead to another effect; more than these would be a circle. */
const MOST_EFFECTS = 4
const MOST_TRIES = 3
/** One that cannot even be stored as failed lets those behind it pass. */
export const GIVEN_UP_AFTER = 5

type Waiting = { wamid: string; body: Incoming; writtenAt: Date; tries: number }

/**
 * Answers everything that a number has written and that waits, in its order. Only one at a time answers a conversation:
 * another finds it held and passes by. Returns how many messages it has answered.
 */
export async function answerChat(services: PaymentServices, mobile: Mobile): Promise<number> {
  let answered = 0
  while (await nextOf(services, mobile)) {
    const held = await hold(services, mobile)
    if (!held) return answered
    try {
      for (let next = await nextOf(services, mobile); next; next = await nextOf(services, mobile)) {
        await answerOne(services, mobile, next)
        answered += 1
      }
    } finally {
      await services.db.chat.updateMany({ where: { mobile }, data: { heldUntil: null } })
    }
    // What was stored between the last look and letting go is found by looking once more.
  }
  return answered
}

async function nextOf({ db }: PaymentServices, mobile: Mobile): Promise<Waiting | null> {
  const next = await db.chatMessage.findFirst({
    where: { mobile, answeredAt: null, tries: { lt: GIVEN_UP_AFTER } },
    orderBy: [{ writtenAt: 'asc' }, { sequence: 'asc' }],
    select: { wamid: true, body: true, writtenAt: true, tries: true },
  })
  // What the column holds was written by `recordMessages`.
  return next && { ...next, body: (next.body ?? { type: 'OTHER' }) as Incoming }
}

async function hold({ db, now }: PaymentServices, mobile: Mobile): Promise<boolean> {
  const at = now()
  await db.chat.createMany({ data: [{ mobile, state: NEW_CHAT }], skipDuplicates: true })
  const free = { mobile, OR: [{ heldUntil: null }, { heldUntil: { lt: at } }] }
  const { count } = await db.chat.updateMany({ where: free, data: { heldUntil: new Date(at.getTime() + HELD_MS) } })
  return count === 1
}

async function answerOne(services: PaymentServices, mobile: Mobile, message: Waiting): Promise<void> {
  const { db, now } = services
  const { wamid, writtenAt } = message
  await db.chatMessage.update({ where: { wamid }, data: { tries: { increment: 1 } }, select: { wamid: true } })
  const { state } = await db.chat.findUniqueOrThrow({ where: { mobile }, select: { state: true } })
  const contact = await db.whatsAppContact.findUnique({ where: { mobile }, select: { lastHeardAt: true } })
  const before = rested(state as ChatState, contact?.lastHeardAt ?? null, writtenAt)
  const turn = await turnOf(services, mobile, message, before)
  await db.$transaction(async (tx) => {
    const at = now()
    const data = { answeredAt: at, ...(env().mode !== 'demo' && { body: Prisma.DbNull }) }
    const where = { wamid, answeredAt: null }
    if ((await tx.chatMessage.updateMany({ where, data })).count === 0) return
    await tx.chat.update({ where: { mobile }, data: { state: turn.state }, select: { mobile: true } })
    await heardFrom(tx, mobile, writtenAt)
    await queueMessages(
      tx,
      turn.replies.map((reply, index) => ({
        ...{ channel: 'WHATSAPP', kind: 'CHAT', to: mobile, text: plainText(reply), content: reply, at },
        ...('path' in reply && { document: reply.path }),
        // Named by the message that it answers: one that is answered again after a crash is not sent twice.
        onceKey: `chat:${wamid}:${index}`,
      })),
    )
  })
}

/** A conversation that has rested begins without an open question. */
function rested(state: ChatState, heardAt: Date | null, at: Date): ChatState {
  const isOpen = heardAt !== null && at.getTime() - heardAt.getTime() <= RESTS_MS
  return isOpen ? state : { language: state.language, connectionId: null, step: { at: 'MENU' } }
}

/** The turn of a message with all that follows from its effects. */
async function turnOf(services: PaymentServices, mobile: Mobile, message: Waiting, state: ChatState): Promise<Turn> {
  const refused = await tooMany(services, mobile, state)
  if (refused) return refused
  const turn = converse(state, message.body)
  const effects = [...turn.effects]
  for (let run = 0; run < MOST_EFFECTS; run++) {
    const effect = effects.shift()
    if (!effect) break
    const sender: Sender = { mobile, language: languageOf(turn.state), wamid: message.wamid }
    const outcome = await runEffect(services, sender, effect).catch((error): Outcome => {
      // The database may be away for a moment: the message waits for the next try, and only then is it told.
      if (message.tries + 1 < MOST_TRIES) throw error
      return { type: 'FAILED' }
    })
    const next = converse(turn.state, outcome)
    turn.state = next.state
    turn.replies.push(...next.replies)
    effects.push(...next.effects)
  }
  return turn
}

/** The limit of a sender: said once in each window, then silence. Null while they are within it. */
async function tooMany(services: PaymentServices, mobile: Mobile, state: ChatState): Promise<Turn | null> {
  const take = (purpose: string, limit: number) =>
    takeFromLimit(services, { key: limitKey(purpose, mobile), limit, windowSeconds: WINDOW_SECONDS })
  if ((await take('chat messages from', MESSAGES_PER_WINDOW)).ok) return null
  const isFirst = (await take('chat messages refused', 1)).ok
  const body = textsFor(languageOf(state), 'chat')('tooMany')
  return { state, replies: isFirst ? [{ type: 'text', body }] : [], effects: [] }
}
