import { env } from '#lib/platform/env.ts'
import { formatDayOfYear, formatTime } from '#lib/units/display.ts'
import { inLanguage } from '#lib/units/locale.ts'
import type { CampNews, Outcome } from '../chat-events.ts'
import type { ChatState } from '../chat-state.ts'
import { buttons, languageOf, says, type Turn, textsOf } from '../turn.ts'

const MOST_SHOWN = 3

/** The next camps, and what to bring. */
export function showCamps(state: ChatState, { camps }: Extract<Outcome, { type: 'CAMPS' }>): Turn {
  const t = textsOf(state)
  const { helpline } = env().discom
  if (camps.length === 0) return says(state, buttons(state, t('noCamp', { helpline })))
  const told = camps.slice(0, MOST_SHOWN).map((camp) => tell(state, camp))
  return says(state, buttons(state, [...told, t('campBring')].join('\n\n')))
}

function tell(state: ChatState, { place, directions, heldOn, opensAt, closesAt }: CampNews): string {
  const locale = languageOf(state)
  const times = { from: formatTime(opensAt, locale), to: formatTime(closesAt, locale) }
  const when = textsOf(state)('campWhen', { day: formatDayOfYear(heldOn, locale), ...times })
  return [inLanguage(place, locale), inLanguage(directions, locale), when].join('\n')
}
