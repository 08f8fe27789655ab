import { env } from '#lib/platform/env.ts'
import type { Incoming } from '../chat-events.ts'
import type { ChatState } from '../chat-state.ts'
import { at, buttons, says, type Turn, textsOf } from '../turn.ts'
import { make } from './complaint.ts'

/** The subject under which a person reads what was written to nobody in particular. */
const CATEGORY = 'OTHER'

/** Hands over to a person: what is written next goes to the desk's inbox, and answers come back here. */
export function talk(state: ChatState): Turn {
  const { helpline } = env().discom
  return says(at(state, { at: 'TALK' }), buttons(state, textsOf(state)('talkAsk', { helpline })))
}

export function hearTalk(state: ChatState, message: Incoming): Turn | null {
  if (state.step.at !== 'TALK') return null
  const { connectionId } = state
  const words = { category: CATEGORY, connectionId, since: textsOf(state)('since_TODAY') }
  if (message.type === 'TEXT') return make(state, { ...words, detail: message.text, mediaIds: [] })
  if (message.type === 'PHOTO') return make(state, { ...words, detail: message.caption, mediaIds: [message.mediaId] })
  return talk(state)
}
