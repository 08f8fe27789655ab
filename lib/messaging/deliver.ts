import { env } from '#lib/platform/env.ts'

/** What a provider of messages says of one that was just written. */
export type Provider = {
  /** When the message counts as sent; null while it waits for a sender. */
  sentAt: (writtenAt: Date) => Date | null
}

/** The demo's provider: the row is the message. Nothing leaves the machine, and `/demo` shows what was sent. */
export const demoProvider: Provider = { sentAt: (writtenAt) => writtenAt }

/** A provider that this version cannot send through yet: its messages are written, and wait for a version that can. */
const waitingProvider: Provider = { sentAt: () => null }

/** The provider that the settings name, for a kind of message. */
export function messageProvider(kind: string): Provider {
  const name = env().smsProvider
  if (name === 'demo') return demoProvider
  // Whoever asked for a code would wait for ever: that fails aloud.
  if (kind === 'OTP') throw new Error(`SMS_PROVIDER is ${name}, and this version cannot send codes through it yet.`)
  return waitingProvider
}
