import { describe, expect, it } from 'vitest'
import { smsSegments } from './segments.ts'

describe('what an SMS costs', () => {
  it.each([
    ['160 letters', 'a'.repeat(160), 1],
    ['161 letters', 'a'.repeat(161), 2],
    ['306 letters', 'a'.repeat(306), 2],
    ['80 euros, which count twice', '€'.repeat(80), 1],
    ['81 euros', '€'.repeat(81), 2],
    ['70 signs of Hindi', 'क'.repeat(70), 1],
    ['71 signs of Hindi', 'क'.repeat(71), 2],
    ['134 signs of Hindi', 'क'.repeat(134), 2],
    ['135 signs of Hindi', 'क'.repeat(135), 3],
    ['a rupee sign among letters', `₹${'a'.repeat(70)}`, 2],
    ['a sign of two units', '🙂'.repeat(35), 1],
  ])('%s', (_, text, segments) => expect(smsSegments(text)).toBe(segments))
})
