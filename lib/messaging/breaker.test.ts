import { describe, expect, it } from 'vitest'
import { Breaker } from './breaker.ts'

describe('a breaker', () => {
  it('stops asking after three rounds without an answer, tries one, and opens again with the first answer', () => {
    let now = new Date('2026-11-23T10:00:00+05:30')
    const wait = (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1_000)
    }
    const breaker = new Breaker(() => now)
    for (let round = 0; round < 3; round++) {
      expect(breaker.allowance(20)).toBe(20)
      breaker.note(false)
    }
    expect(breaker.allowance(20)).toBe(0)
    wait(15)
    expect(breaker.allowance(20)).toBe(1)
    breaker.note(false)
    wait(15)
    expect(breaker.allowance(20), 'twice as long').toBe(0)
    wait(15)
    expect(breaker.allowance(20)).toBe(1)
    breaker.note(true)
    expect(breaker.allowance(20)).toBe(20)
  })
})
