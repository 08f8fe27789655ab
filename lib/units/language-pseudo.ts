import type { Language } from './language.ts'
import { ENGLISH } from './language-en.ts'
import { accented, pseudoText } from './pseudo-text.ts'

const DURATION = { hour: 'ĥ', hours: 'ĥ', minutes: 'ɱîñ' }

/**
 * English in disguise, longer by two fifths and with an accent on each letter: whoever reads it finds the texts that are
 * cut, and those that no translator was ever given. Readers are not offered it: a demo shows it to a browser whose cookie is
 * `language=en-XA`, and live mode does not.
 */
export const PSEUDO: Language = {
  ...ENGLISH,
  name: pseudoText(ENGLISH.name),
  tag: 'en-XA',
  months: ENGLISH.months.map(pseudoText),
  shortMonths: ENGLISH.shortMonths.map(accented),
  shortWeekdays: ENGLISH.shortWeekdays.map(accented),
  and: pseudoText(ENGLISH.and),
  partOfDay: { of: (hour) => accented(ENGLISH.partOfDay.of(hour)), isFirst: false },
  durations: { long: DURATION, tight: DURATION },
}
