import { expect, test } from 'vitest'
import { statementNames } from './statement-names.ts'

test('one text has one name, another text another', () => {
  const nameOf = statementNames()
  const first = nameOf({ sql: 'select 1' })
  expect(first).not.toBe('')
  expect(nameOf({ sql: 'select 1' })).toBe(first)
  expect(nameOf({ sql: 'select 2' })).not.toBe(first)
})

test('long statements, and those after many others, are not prepared', () => {
  const nameOf = statementNames()
  expect(nameOf({ sql: `insert ${'x'.repeat(5_000)}` })).toBe('')
  const names = Array.from({ length: 600 }, (_, index) => nameOf({ sql: `select ${index}` }))
  expect(names.filter((name) => name === '')).toHaveLength(100)
  expect(nameOf({ sql: 'select 7' })).toBe(names[7])
})
