import { env } from '#lib/platform/env.ts'
import type { ChatState } from '../chat-state.ts'
import { atMenu, buttons, says, type Turn, textsOf } from '../turn.ts'

/** "Is this really us?": official numbers and address to pay, and how fraud looks. */
export function recognise(state: ChatState): Turn {
  const { discom, upi, portalUrl } = env()
  const facts = { discom: discom.shortName, helpline: discom.helpline, more: discom.moreHelplines }
  const body = textsOf(state)('recognise', {
    ...{ ...facts, payee: upi.payeeName, vpa: upi.vpa, url: `${portalUrl}/recognise` },
  })
  return says(atMenu(state), buttons(state, body))
}
