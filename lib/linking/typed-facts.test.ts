import { describe, expect, it } from 'vitest'
import { plainMeterNo, readAmount, readDay, readFacts } from './typed-facts.ts'

describe('what people type from an old bill', () => {
  it.each([
    ['₹1,075', 107_500n, true],
    ['1075.00', 107_500n, false],
    ['1,075', 107_500n, true],
    ['Rs. 1075/-', 107_500n, true],
    ['रु. 1,07,500.5', 10_750_050n, false],
    [' ₹ 99 ', 9_900n, true],
    ['1075.', 107_500n, true],
  ])('amount %s', (text, paise, isWhole) => {
    expect(readAmount(text)).toEqual({ paise, isWhole })
  })

  it.each(['', 'abc', '-5', '1.234', '1e5', '10 75x', '₹', '٣'])('no amount: %s', (text) => {
    expect(readAmount(text)).toBe('unreadable')
  })

  it.each([
    '1 दिसंबर 2026',
    '1 दिस. 2026',
    '1 December 2026',
    '01 Dec 2026',
    '1-dec-26',
    '01-12-2026',
    '1.12.2026',
    '01/12/26',
    '1 / 12 / 2026',
    '2026-12-01',
    '1 Dec, 2026',
  ])('date %s', (text) => {
    expect(readDay(text)).toBe('2026-12-01')
  })

  it.each(['', '32-01-2026', '31 Feb 2026', '12 2026', 'December 2026', '1 Foo 2026', '1-13-2026'])(
    'no date: %s',
    (text) => {
      expect(readDay(text)).toBe('unreadable')
    },
  )

  it('meter numbers without spaces, dashes and case', () => {
    expect(['JB 44281', 'jb-44281', 'JB44281', 'JB ४४२८१'].map(plainMeterNo)).toEqual(Array(4).fill('JB44281'))
  })

  it('needs the meter number and one fact of a bill; zero is no fact', () => {
    const read = (meterNo: string, amount: string, billedOn: string) => {
      const answer = readFacts({ meterNo, amount, billedOn })
      return answer.ok ? 'ok' : answer.reason
    }
    expect(read('', '1075', '')).toBe('no-meter')
    expect(read('JB1', '', '')).toBe('no-bill')
    expect(read('JB1', '0', '')).toBe('zero')
    expect(read('JB1', '0.00', '1-11-2026')).toBe('ok')
    expect(read('JB1', 'many', '')).toBe('unreadable-amount')
    expect(read('JB1', '', 'soon')).toBe('unreadable-date')
    expect(read('JB1', '1075', '')).toBe('ok')
    expect(read('JB1', '', '1 Nov 2026')).toBe('ok')
  })
})
