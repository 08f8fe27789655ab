import { describe, expect, test } from 'vitest'
import { factsInWords, lettersWrong } from './facts-in-words.ts'
import { billLabels } from './photo-labels.ts'
import type { Word } from './recognise.ts'

/** Words of a page from rows of `text@left`, 30 dots apart, each letter ten dots wide. */
function page(...rows: string[]): Word[] {
  return rows.flatMap((row, index) =>
    row.split(' ').map((part): Word => {
      const [text = '', left = '0'] = part.split('@')
      const place = { left: Number(left), top: index * 30, width: [...text].length * 10, height: 20 }
      return { text, sure: 90, line: String(index), ...place }
    }),
  )
}

const factsOf = (...rows: string[]) => {
  const { consumerNo, billNo, meterNo } = factsInWords(page(...rows), billLabels())
  return [consumerNo?.text, billNo?.text, meterNo?.text]
}

describe('the labels of a bill', () => {
  test('tell where its numbers stand, below or beside them, in both languages', () => {
    const read = ['100044280028', '2603-100044280028', 'JB244182']
    const english = ['Bill@0 no.@50', '2603-100044280028@0']
    expect(factsOf(...english, 'Consumer@0 no.@90', '100044280028@0', 'Meter@0 no.@60 JB244182@200')).toEqual(read)
    const hindi = ['बिल@0 संख्या@50', '2603-100044280028@0']
    expect(factsOf(...hindi, 'उपभोक्ता@0 संख्या@90', '100044280028@0', 'मीटर@0 संख्या@60 JB244182@200')).toEqual(read)
  })

  test('may have wrong letters, but not many', () => {
    expect(factsOf('Consurner@0 n0.@100', '100044280028@0')[0]).toBe('100044280028')
    expect(factsOf('Customer@0 care@100', '100044280028@0')[0]).toBeUndefined()
  })

  test('name nothing that stands elsewhere, and nothing without digits', () => {
    expect(factsOf('Consumer@0 no.@90', 'x@0', 'x@0', 'x@0', '100044280028@0')[0]).toBeUndefined()
    expect(factsOf('Consumer@0 no.@90', '100044280028@600')[0]).toBeUndefined()
    expect(factsOf('Meter@0 no.@60 Category@200')[2]).toBeUndefined()
  })

  test('a first look may be wrong in a letter of a number', () => {
    expect(factsOf('Meter@0 no.@60 ]8244182@200')[2]).toBe(']8244182')
    expect(factsOf('2603-00044280028@0')[1]).toBe('2603-00044280028')
  })
})

test('letters are counted as wrong where they are changed, left out or added', () => {
  expect(lettersWrong('meterno', 'meterno')).toBe(0)
  expect(lettersWrong('metrno', 'meterno')).toBe(1)
  expect(lettersWrong('mcteerno', 'meterno')).toBe(2)
})
