import type { Language } from './language.ts'

const MONTHS = [
  ...['जनवरी', 'फ़रवरी', 'मार्च', 'अप्रैल', 'मई', 'जून'],
  ...['जुलाई', 'अगस्त', 'सितंबर', 'अक्टूबर', 'नवंबर', 'दिसंबर'],
]

export const HINDI: Language = {
  name: 'हिन्दी',
  tag: 'hi',
  records: 'hi',
  months: MONTHS,
  shortMonths: ['जन.', 'फ़र.', 'मार्च', 'अप्रै.', 'मई', 'जून', 'जुला.', 'अग.', 'सितं.', 'अक्टू.', 'नवं.', 'दिसं.'],
  shortWeekdays: ['रवि', 'सोम', 'मंगल', 'बुध', 'गुरु', 'शुक्र', 'शनि'],
  and: 'और',
  fullStop: '।',
  partOfDay: { of: partOf, isFirst: true },
  paperDay: (day, month) => `${day} ${MONTHS[month]}`,
  durations: {
    long: { hour: 'घंटा', hours: 'घंटे', minutes: 'मिनट' },
    tight: { hour: 'घं', hours: 'घं', minutes: 'मि' },
  },
}

/** The parts of the day are those of the design. */
function partOf(hour: number): string {
  if (hour >= 4 && hour < 12) return 'सुबह'
  if (hour >= 12 && hour < 16) return 'दोपहर'
  return hour >= 16 && hour < 20 ? 'शाम' : 'रात'
}
