import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { csvText } from './csv.ts'

test('rows come back as they were, whatever stands in them', () => {
  const cells = ['plain', 'with, comma', 'with "quotes"', 'two\r\nlines', '१२ नवंबर']
  const text = csvText([
    cells.map((cell) => ({ text: cell })),
    [{ number: '-3.50' }, null, { number: '0' }, null, null],
  ])
  expect(text.startsWith('\ufeffplain,"with, comma","with ""quotes"""')).toBe(true)
  expect(text.endsWith('\r\n-3.50,,0,,\r\n')).toBe(true)
  expect(parse(text, { bom: true, record_delimiter: '\r\n' })).toEqual([cells, ['-3.50', '', '0', '', '']])
})

test('a spreadsheet finds no formula in words, and numbers in numbers', () => {
  const formulas = ['=1+1', '+91', '-2', '@SUM(A1)', '\tx', '\rx']
  for (const formula of formulas) {
    const [[cell = '']] = parse(csvText([[{ text: formula }]]), { bom: true, record_delimiter: '\r\n' }) as [string[]]
    expect(cell).toBe(`'${formula}`)
  }
  expect(csvText([[{ number: '-2' }]])).toBe('\ufeff-2\r\n')
  expect(() => csvText([[{ number: '=2' }]])).toThrow(RangeError)
})
