import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { keepable } from '#lib/units/clean-text.ts'
import { HOSTILE_NAMES } from '#lib/units/test-hostile-names.ts'
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

test('500 hostile names come back letter for letter, and none as a formula', () => {
  const rows = HOSTILE_NAMES.map((name) => [{ text: name }, { number: '-1.5' }, { text: name }])
  const back = parse(csvText(rows), { bom: true, record_delimiter: '\r\n' }) as string[][]
  expect(back).toHaveLength(500)
  for (const [index, [name = '', number, again]] of back.entries()) {
    const kept = keepable(HOSTILE_NAMES[index] ?? '')
    expect([kept, `'${kept}`]).toContain(name)
    expect([again, number]).toEqual([name, '-1.5'])
    expect(name).not.toMatch(/^[\s\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]|\0/)
  }
})

/** Whether a spreadsheet may compute a text, told by its first letters. */
function isFormula(text: string): boolean {
  const [first = 'none'] = text.trimStart()
  return '=+-@＝＋－＠'.includes(first) || ['\t', '\r', '\n'].includes(text.charAt(0))
}

test('any rows at all come back, with an apostrophe before what would be a formula and before nothing else', () => {
  const signs = fc.constantFrom(...'=+-@＝＋－＠"\',;\r\n\t\0\ufeff aक’😀', '\ud800')
  const cells = fc.array(fc.string({ unit: signs, maxLength: 12 }), { minLength: 2, maxLength: 4 })
  fc.assert(
    fc.property(cells, (row) => {
      const [back = []] = parse(csvText([row.map((text) => ({ text }))]), {
        bom: true,
        record_delimiter: '\r\n',
      }) as string[][]
      expect(back).toEqual(row.map(keepable).map((kept) => (isFormula(kept) ? `'${kept}` : kept)))
      for (const cell of back) expect(isFormula(cell)).toBe(false)
    }),
    fuzz(300, 100_000),
  )
})
