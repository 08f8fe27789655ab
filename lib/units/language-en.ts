import type { Language } from './language.ts'

const SHORT_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DURATION = { hour: 'h', hours: 'h', minutes: 'min' }
const halfOf = (hour: number) => (hour % 24 < 12 ? 'am' : 'pm')

export const ENGLISH: Language = {
  name: 'English',
  tag: 'en-GB',
  records: 'en',
  months: [
    ...['January', 'February', 'March', 'April', 'May', 'June'],
    ...['July', 'August', 'September', 'October', 'November', 'December'],
  ],
  shortMonths: SHORT_MONTHS,
  shortWeekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  and: 'and',
  fullStop: '.',
  partOfDay: { of: halfOf, ofWholeHour: (hour) => (hour === 12 ? 'noon' : halfOf(hour)), isFirst: false },
  paperDay: (day, month) => `${day}\u00a0${SHORT_MONTHS[month]}`,
  durations: { long: DURATION, tight: DURATION },
}
