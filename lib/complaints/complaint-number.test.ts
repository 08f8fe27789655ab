import { expect, test } from 'vitest'
import { complaintNumber, parseComplaintNumber } from './complaint-number.ts'

const REGISTERED = new Date('2026-10-31T20:00:00Z')

test('a number tells the Indian month and the count', () => {
  expect(complaintNumber({ sequence: 218n, registeredAt: REGISTERED })).toBe('C-2611-00218')
  expect(complaintNumber({ sequence: 1_234_567n, registeredAt: REGISTERED })).toBe('C-2611-1234567')
})

test('it is understood however it is typed', () => {
  for (const typed of ['C-2611-00218', 'c 2611 00218', '261100218', ' C–2611–00218 ', 'C-२६११-००२१८']) {
    const parsed = parseComplaintNumber(typed)
    expect(parsed?.sequence, typed).toBe(218n)
    expect(parsed?.fits(REGISTERED)).toBe(true)
  }
  expect(parseComplaintNumber('C-2610-00218')?.fits(REGISTERED)).toBe(false)
})

test('what cannot be a number is none', () => {
  for (const typed of ['', 'C-2611', 'C-26A1-00218', '9000000028000000000000', 'C-2611-0218'])
    expect(parseComplaintNumber(typed), typed).toBeNull()
})
