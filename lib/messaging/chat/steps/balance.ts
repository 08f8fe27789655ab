import type { Texts } from '#lib/i18n/texts.ts'
import { DAYS_AHEAD } from '#lib/metering/balance-lasts.ts'
import { formatInstant } from '#lib/units/display.ts'
import { formatRupees, type Paise } from '#lib/units/paise.ts'
import type { Incoming, Outcome } from '../chat-events.ts'
import type { ChatState } from '../chat-state.ts'
import { rupeesIn } from '../read-answers.ts'
import { at, buttons, does, languageOf, says, type Turn, textsOf } from '../turn.ts'
import { wishIn } from '../understand.ts'
import { ask } from './wish.ts'

/** What many recharge with; any other amount can be written. */
const AMOUNTS = ['200', '500']

/** The balance as the prepaid system told it, what is likely left, and how to recharge. */
export function showBalance(state: ChatState, { balance }: Extract<Outcome, { type: 'BALANCE' }>): Turn {
  const t = textsOf(state)
  const { connectionId, end, balancePaise, asOf, nowPaise, likelyDays } = balance
  const body = [
    t('account', { end }),
    balancePaise !== null && asOf !== null
      ? t('balance', { amount: formatRupees(balancePaise), time: formatInstant(asOf, languageOf(state)) })
      : t('noBalance'),
    nowPaise !== null && t('balanceNow', { amount: formatRupees(nowPaise) }),
    likelyDays !== null && lastsText(t, likelyDays, nowPaise),
    t('rechargeAsk'),
  ]
  return askAmount({ ...state, connectionId }, connectionId, body.filter((line) => line !== false).join('\n'))
}

/** A balance that is used up lasts no day, and beyond the forecast no end is named: the same words as on the page. */
function lastsText(t: Texts, likelyDays: number, nowPaise: Paise | null): string {
  if (likelyDays === 0 && nowPaise !== null && nowPaise <= 0n) return t('balanceNone')
  return t(likelyDays >= DAYS_AHEAD ? 'balanceLong' : 'balanceLasts', { count: likelyDays })
}

function askAmount(state: ChatState, connectionId: string, body: string): Turn {
  const choices = AMOUNTS.map((rupees) => ({ id: `R:${connectionId}:${rupees}`, title: `₹${rupees}` }))
  return says(at(state, { at: 'RECHARGE', connectionId }), buttons(state, body, choices))
}

export function hearAmount(state: ChatState, message: Incoming): Turn | null {
  if (state.step.at !== 'RECHARGE' || message.type !== 'TEXT') return null
  const { connectionId } = state.step
  const amount = rupeesIn(message.text)
  if (amount) return recharge(state, connectionId, amount)
  return wishIn(message.text) ? null : askAmount(state, connectionId, textsOf(state)('amountUnread'))
}

export const recharge = (state: ChatState, connectionId: string, amount: string): Turn =>
  does(at(state, { at: 'MENU' }), { type: 'RECHARGE', connectionId, amount })

/** Billed afterwards: there is a bill instead of a balance. */
export function notPrepaid(state: ChatState, { connectionId }: Extract<Outcome, { type: 'NOT_PREPAID' }>): Turn {
  const said = { type: 'text', body: textsOf(state)('notPrepaid') } as const
  const turn = ask(state, 'BILL', connectionId)
  return { ...turn, replies: [said] }
}
