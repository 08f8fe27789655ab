import { expect, test } from 'vitest'
import { loadHoursCsv } from './load-hours-csv.ts'

const known = (meanW: number, isAbove = false) => ({ meanW, isAbove })
const missing = { meanW: null, isAbove: false }
const HOURS = {
  rows: [
    [known(1_234), missing],
    [known(0), known(2_500, true)],
  ],
  hoursPerCell: 1,
  busiest: null,
}

test('hours come as rows, weekdays from Monday as columns; what is not known is empty', () => {
  expect(
    loadHoursCsv(HOURS, 'en')
      .replace(/^\uFEFF/, '')
      .split('\r\n'),
  ).toEqual([
    'Hour from,Mon mean kW,Mon above the load,Tue mean kW,Tue above the load',
    '00:00,1.234,no,0.000,no',
    '01:00,,,2.500,yes',
    '',
  ])
  expect(loadHoursCsv(HOURS, 'hi')).toContain('औसत kW')
})
