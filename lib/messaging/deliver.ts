import { env } from '#lib/platform/env.ts'

/** What a provider of messages says of one that was just written. */
export type Provider = {
  /** When the message counts as sent; null while it waits for a sender. */
  sentAt: (writtenAt: Date) => Date | null
}

/** The demo's provider: the row is the message. Nothing leaves the machine, and `/demo` shows what was sent. */
export const demoProvider: Provider = { sentAt: (writtenAt) => writtenAt }

/** The provider that the settings name. One without a sender fails aloud, so that no code waits for ever. */
export function messageProvider(): Provider {
  const name = env().smsProvider
  if (name === 'demo') return demoProvider
  throw new Error(`SMS_PROVIDER is ${name}, and this version cannot send through it yet.`)
}
