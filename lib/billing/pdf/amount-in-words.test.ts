import { expect, test } from 'vitest'
import { paise } from '#lib/units/paise.ts'
import { amountInWords } from './amount-in-words.ts'

test.each([
  [0, 'Zero rupees only', 'शून्य रुपये मात्र'],
  [100, 'One rupee only', 'एक रुपया मात्र'],
  [201, 'Two rupees and one paisa only', 'दो रुपये एक पैसा मात्र'],
  [107_500, 'One thousand seventy-five rupees only', 'एक हज़ार पचहत्तर रुपये मात्र'],
  [104_305, 'One thousand forty-three rupees and five paise only', 'एक हज़ार तैंतालीस रुपये पाँच पैसे मात्र'],
  [10_750_000, 'One lakh seven thousand five hundred rupees only', 'एक लाख सात हज़ार पाँच सौ रुपये मात्र'],
  [
    1_234_567_800,
    'One crore twenty-three lakh forty-five thousand six hundred seventy-eight rupees only',
    'एक करोड़ तेईस लाख पैंतालीस हज़ार छह सौ अठहत्तर रुपये मात्र',
  ],
])('%i paise in words', (amount, en, hi) => {
  expect(amountInWords(paise(amount), 'en')).toBe(en)
  expect(amountInWords(paise(amount), 'hi')).toBe(hi)
})

test('Hindi has a hundred different words below a hundred', () => {
  const words = Array.from({ length: 100 }, (_, value) => amountInWords(paise(value * 100), 'hi'))
  expect(new Set(words).size).toBe(100)
})
