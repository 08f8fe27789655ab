import { env } from '#lib/platform/env.ts'
import { formatInstant } from '#lib/units/display.ts'
import { inLanguage } from '#lib/units/locale.ts'
import type { OutageNews, Outcome } from '../chat-events.ts'
import type { ChatState } from '../chat-state.ts'
import { buttons, languageOf, says, type Turn, textsOf } from '../turn.ts'

const MOST_SHOWN = 3

/** What the utility has announced for the area of a connection, and the way to say that the light is out. */
export function showOutages(state: ChatState, { outages }: Extract<Outcome, { type: 'OUTAGES' }>): Turn {
  const t = textsOf(state)
  const { helpline } = env().discom
  const told = outages.slice(0, MOST_SHOWN).map((outage) => tell(state, outage))
  const body = [...(told.length > 0 ? told : [t('noOutage')]), t('outageHelp', { helpline })].join('\n\n')
  return says(state, buttons(state, body, [{ id: 'K:SUPPLY', title: t('complainSupply') }]))
}

function tell(state: ChatState, { isPlanned, headline, from, until }: OutageNews): string {
  const t = textsOf(state)
  const locale = languageOf(state)
  const lead = (headline && inLanguage(headline, locale)) || t(isPlanned ? 'outagePlanned' : 'outageNow')
  const time = until
    ? t('outageFromTo', { from: formatInstant(from, locale), until: formatInstant(until, locale) })
    : t('outageFrom', { from: formatInstant(from, locale) })
  return `${lead}\n${time}`
}
