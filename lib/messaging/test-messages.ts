import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Services } from '#lib/platform/services.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { MessageProvider, Outgoing, SendOutcome } from './provider.ts'
import type { Channel, SendingLine } from './providers.ts'
import type { NewMessage } from './send-message.ts'

/** A provider in this process that remembers, and answers what a test tells it to. */
export function testLine(
  channel: Channel,
  outcome: (message: Outgoing) => SendOutcome = () => ({ outcome: 'ACCEPTED', providerId: null }),
): SendingLine & { most: number; given: Outgoing[] } {
  const given: Outgoing[] = []
  const provider: MessageProvider = {
    async send(message) {
      given.push(message)
      return outcome(message)
    },
  }
  return { channel, provider, perSecond: 100, segmentsPerDay: null, peoplePerDay: null, most: 100, given }
}

let numbers = 0

/** A number that nothing was sent to before. */
export function newMobile(): Mobile {
  numbers += 1
  return `90000${String(20_000 + numbers)}` as Mobile
}

/** Writes a message as if a real provider were there: it waits. */
export async function writeWaiting(
  { db, now }: Services,
  message: Partial<NewMessage> & { to: Mobile },
): Promise<string> {
  const { channel = 'SMS', to, kind = 'PAYMENT_RECEIVED', text = 'Invented news', content, sendAfter = now() } = message
  const { id } = await db.message.create({
    data: {
      ...{ channel, toMobile: to, kind, text, createdAt: now(), sendAfter, state: 'WAITING' },
      ...(content && { content }),
    },
    select: { id: true },
  })
  return id
}

/** An address on this machine where nobody listens any more. */
export async function nobodysUrl(): Promise<string> {
  const server = http.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}
