import type { Services } from '#lib/platform/services.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { WhatsAppContent } from '../whatsapp/content.ts'
import { answerChat } from './answer-chat.ts'
import type { Incoming } from './chat-events.ts'
import { plainText } from './plain-text.ts'
import { recordMessages } from './record-messages.ts'

export type TestPhone = {
  mobile: Mobile
  /** Sends a message, lets it be answered, and gives what came back. */
  send: (message: Incoming) => Promise<WhatsAppContent[]>
  write: (text: string) => Promise<WhatsAppContent[]>
  tap: (id: string) => Promise<WhatsAppContent[]>
  /** Taps what is called so in what came last. */
  choose: (title: string) => Promise<WhatsAppContent[]>
  /** How many messages were sent. */
  turns: () => number
}

let sent = 0

/** A phone with WhatsApp, for tests: what it sends is stored and answered as a webhook's messages are. */
export function testPhone(services: Services, mobile: string): TestPhone {
  let turns = 0
  let last: WhatsAppContent[] = []
  const send = async (body: Incoming) => {
    sent += 1
    turns += 1
    const wamid = `wamid.TEST${sent}`
    const message = { wamid, mobile: mobile as Mobile, writtenAt: services.now(), body }
    await recordMessages(services, [message])
    await answerChat(services, mobile as Mobile)
    last = await repliesTo(services, wamid)
    return last
  }
  return {
    mobile: mobile as Mobile,
    send,
    write: (text) => send({ type: 'TEXT', text }),
    tap: (id) => send({ type: 'CHOICE', id }),
    choose: (title) => {
      const found = choicesIn(last).find((choice) => choice.title === title)
      if (!found) throw new Error(`There is no ${title} in: ${last.map(plainText).join('\n')}`)
      return send({ type: 'CHOICE', id: found.id })
    },
    turns: () => turns,
  }
}

/** The replies to one message, in their order. */
export async function repliesTo({ db }: Services, wamid: string): Promise<WhatsAppContent[]> {
  const found = await db.message.findMany({
    where: { onceKey: { startsWith: `chat:${wamid}:` } },
    orderBy: { sequence: 'asc' },
    select: { content: true },
  })
  return found.map(({ content }) => content as WhatsAppContent)
}

export const choicesIn = (replies: readonly WhatsAppContent[]): { id: string; title: string }[] =>
  replies.flatMap((reply) => {
    if (reply.type === 'buttons') return reply.buttons
    return reply.type === 'list' ? reply.sections.flatMap(({ rows }) => rows) : []
  })

export const textOf = (replies: readonly WhatsAppContent[]): string => replies.map(plainText).join('\n')
