import type { Incoming, Outcome } from '../chat-events.ts'
import type { ChatState } from '../chat-state.ts'
import { consumerNoIn } from '../read-answers.ts'
import { at, buttons, does, list, row, says, type Turn, textsOf, wishId } from '../turn.ts'
import { isHello, wishIn } from '../understand.ts'

const MOST_SHOWN = 9

/** What belongs to bills: for which account number. */
export function accounts(state: ChatState, { connections }: Extract<Outcome, { type: 'ACCOUNTS' }>): Turn {
  const t = textsOf(state)
  const rows = connections.slice(0, MOST_SHOWN).map(({ id, end }) => row(`C:${id}:ACCOUNTS`, t('account', { end })))
  const next = at({ ...state, connectionId: null }, { at: 'ACCOUNT' })
  return says(next, list(state, t('accountAsk'), [...rows, row(wishId('LINK'), t('otherAccount'))], t('accountTitle')))
}

export function hearAccount(state: ChatState, message: Incoming): Turn | null {
  if (state.step.at !== 'ACCOUNT' || message.type !== 'TEXT') return null
  const consumerNo = consumerNoIn(message.text)
  if (consumerNo && consumerNo !== 'MOBILE') return does(state, { type: 'PICK_ACCOUNT', consumerNo })
  if (isHello(message.text) || wishIn(message.text)) return null
  return says(state, buttons(state, textsOf(state)('linkUnread')))
}

/** One account: its newest bill, or paying at once by a code. */
export function account(state: ChatState, { connection }: Extract<Outcome, { type: 'ACCOUNT' }>): Turn {
  const t = textsOf(state)
  const next = at({ ...state, connectionId: connection.id }, { at: 'MENU' })
  const choices = [
    { id: `C:${connection.id}:VIEW_BILL`, title: t('viewBill') },
    { id: `C:${connection.id}:PAY_BY_CODE`, title: t('payBill') },
  ]
  return says(next, buttons(next, t('accountChosen', { end: connection.end }), choices))
}
