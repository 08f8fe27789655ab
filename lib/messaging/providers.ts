import { env } from '#lib/platform/env.ts'
import { demoProvider } from './demo-provider.ts'
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

/**
 * A channel's provider, how many messages a second it takes, how many SMS segments a day may cost, and how many people may
 * be written to first within 24 hours; null: any number.
 */
export type SendingLine = {
  channel: Channel
  provider: MessageProvider
  perSecond: number
  segmentsPerDay: number | null
  peoplePerDay: number | null
}

/** The line that the settings make of a channel; null without a provider. */
export function sendingLine(channel: Channel): SendingLine | null {
  const { sms, whatsapp, clock } = env()
  const unbounded = { channel, segmentsPerDay: null, peoplePerDay: null }
  if (isWrittenOnly(channel)) return { ...unbounded, provider: demoProvider, perSecond: 1_000 }
  if (channel === 'SMS') {
    if (!sms) return null
    const { perSecond, segmentsPerDay } = sms
    return { ...unbounded, provider: msg91(sms), perSecond, segmentsPerDay }
  }
  const { access } = whatsapp
  if (!access) return null
  const { perSecond, peoplePerDay } = access
  return { ...unbounded, provider: graph(access, (id) => documentLink(id, clock())), perSecond, peoplePerDay }
}
