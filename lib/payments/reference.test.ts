import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { connectionOfReference, newBatchReference, newReference, shownReference } from './reference.ts'

test('a reference says of which connection it is, whatever its id, and is none of another', () => {
  const ids = [
    '00000000-0000-4000-8000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    randomUUID(),
    randomUUID(),
  ]
  for (const id of ids) {
    const made = Array.from({ length: 50 }, () => newReference(id))
    for (const reference of made) {
      expect(reference).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{34}$/)
      expect(connectionOfReference(reference)).toBe(id)
    }
    expect(new Set(made).size).toBe(50)
  }
})

test('a batch’s, an older one, and what nobody here made name no connection', () => {
  expect(newBatchReference()).toMatch(/^JA[0-9A-F]{32}$/)
  const [older, bill] = ['JA0123456789ABCDEF0123456789ABCDEF', 'JB2610ABCDEFGHJKLMNPQRSTUV']
  const made = newReference(randomUUID())
  for (const one of [newBatchReference(), older, bill, '', made.toLowerCase(), `8${made.slice(1)}`, `${made}0`])
    expect(connectionOfReference(one)).toBeNull()
})

test('people read the letters that are its own', () => {
  const made = newReference(randomUUID())
  expect(shownReference(made)).toBe(made.slice(-9))
  expect(shownReference('pay_HO2fEpc9JeOQU5')).toBe('pay_HO2fEpc9JeOQU5')
})
