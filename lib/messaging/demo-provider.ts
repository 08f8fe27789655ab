import type { MessageProvider } from './provider.ts'

/** Sends nothing: its rows are the messages, and what was held back until waking hours is shown then. */
export const demoProvider: MessageProvider = { send: async () => ({ outcome: 'ACCEPTED', providerId: null }) }
