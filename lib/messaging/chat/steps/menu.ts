import { env } from '#lib/platform/env.ts'
import type { ChatState, Wish } from '../chat-state.ts'
import { atMenu, list, row, says, type Turn, textsOf, wishId } from '../turn.ts'

/** What most people come for. */
const RECOMMENDED: Wish[] = [
  ...(['BILL', 'PAY', 'CONSUMPTION', 'ESTIMATE', 'OUTAGE', 'COMPLAIN'] as const),
  ...(['SERVICES', 'TALK', 'LANGUAGE', 'NEWS_ON'] as const),
]
const ALL: Wish[] = [
  ...(['ACCOUNTS', 'CONSUMPTION', 'ESTIMATE', 'BALANCE', 'OUTAGE', 'COMPLAIN', 'COMPLAINTS'] as const),
  ...(['CAMP', 'LINK', 'RECOGNISE'] as const),
]

/** The menu, from wherever somebody was. `note` is said first, such as that a list was an old one. */
export function menu(state: ChatState, note = ''): Turn {
  const t = textsOf(state)
  const { shortName } = env().discom
  return says(
    atMenu(state),
    services(state, `${note && `${note}\n\n`}${t('menuBody', { discom: shortName })}`, 'menuTitle', RECOMMENDED),
  )
}

export function allServices(state: ChatState): Turn {
  const t = textsOf(state)
  return says(atMenu(state), services(state, t('servicesBody'), 'servicesTitle', ALL))
}

function services(state: ChatState, body: string, title: string, wishes: readonly Wish[]) {
  const t = textsOf(state)
  const rows = wishes.map((wish) =>
    row(wishId(wish), t(`row_${wish}`), t.has(`below_${wish}`) ? t(`below_${wish}`) : ''),
  )
  return list(state, body, rows, t(title))
}
