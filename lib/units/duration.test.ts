import { expect, test } from 'vitest'
import { formatDuration, formatHours, formatTimeRange } from './duration.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

test.each([
  [0, '0 min', '0 मिनट', '0 मि'],
  [1, '1 min', '1 मिनट', '1 मि'],
  [59, '59 min', '59 मिनट', '59 मि'],
  [60, '1 h', '1 घंटा', '1 घं'],
  [210, '3 h 30 min', '3 घंटे 30 मिनट', '3 घं 30 मि'],
  [1440, '24 h', '24 घंटे', '24 घं'],
  [29_550, '492 h 30 min', '492 घंटे 30 मिनट', '492 घं 30 मि'],
])('%i minutes', (minutes, english, hindi, tight) => {
  expect(plain(formatDuration(minutes, 'en'))).toBe(english)
  expect(plain(formatDuration(minutes, 'hi'))).toBe(hindi)
  expect(plain(formatDuration(minutes, 'hi', 'tight'))).toBe(tight)
})

test.each([
  [1440, '24'],
  [1260, '21'],
  [1259, '20.9'],
  [1215, '20.2'],
  [1422, '23.7'],
  [0, '0'],
])('%i minutes are %s hours', (minutes, hours) => {
  expect(formatHours(minutes)).toBe(hours)
})

test.each([
  ['18:00', '21:30', '6:00 – 9:30 pm', 'शाम 6:00 – रात 9:30'],
  ['11:20', '15:05', '11:20 am – 3:05 pm', 'सुबह 11:20 – दोपहर 3:05'],
  ['14:10', '15:25', '2:10 – 3:25 pm', 'दोपहर 2:10 – 3:25'],
])('%s to %s', (from, to, english, hindi) => {
  const at = (clock: string) => new Date(`2026-11-26T${clock}:00+05:30`)
  expect(plain(formatTimeRange(at(from), at(to), 'en'))).toBe(english)
  expect(plain(formatTimeRange(at(from), at(to), 'hi'))).toBe(hindi)
})
