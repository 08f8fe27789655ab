import { env } from '#lib/platform/env.ts'
import { documentLink } from './document-link.ts'
import type { MessageProvider } from './provider.ts'
import { msg91 } from './sms/msg91.ts'
import { graph } from './whatsapp/graph.ts'

export type Channel = 'SMS' | 'WHATSAPP'
export const CHANNELS = ['SMS', 'WHATSAPP'] as const satisfies readonly Channel[]

/** Whether a channel has no provider but the demo's: its rows are the messages, and `/demo` shows them. */
export function isWrittenOnly(channel: Channel): boolean {
  return env().mode === 'demo' && !(channel === 'SMS' ? env().sms : env().whatsapp.access)
}

/** A channel's provider, how many messages a second it takes, and how many SMS of 70 letters a day may cost; null: any. */
export type SendingLine = {
  channel: Channel
  provider: MessageProvider
  perSecond: number
  segmentsPerDay: number | null
}

/** The line that the settings make of a channel; null without a provider. */
export function sendingLine(channel: Channel): SendingLine | null {
  const { sms, whatsapp, clock } = env()
  if (isWrittenOnly(channel)) return { channel, provider: writtenOnly, perSecond: 1_000, segmentsPerDay: null }
  if (channel === 'SMS') {
    return sms && { channel, provider: msg91(sms), perSecond: sms.perSecond, segmentsPerDay: sms.segmentsPerDay }
  }
  const { access } = whatsapp
  if (!access) return null
  const provider = graph(access, (id) => documentLink(id, clock()))
  return { channel, provider, perSecond: access.perSecond, segmentsPerDay: null }
}

/** The demo's: what was held back until waking hours is shown then. */
const writtenOnly: MessageProvider = { send: async () => ({ outcome: 'ACCEPTED', providerId: null }) }
