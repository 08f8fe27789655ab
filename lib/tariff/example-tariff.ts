import { parseTariffBook, type TariffBook } from './tariff-book.ts'

/** An invented tariff for tests: its round figures can be worked out by hand. No utility charges them. */
export const EXAMPLE_TARIFF = {
  orders: [
    {
      id: 'EXAMPLE-OLD',
      effectiveFrom: '2023-04-01',
      categories: {
        HOME: { energy: 500, fixed: { basis: 'PER_CONNECTION', paise: 6000 }, confidence: 'H' },
        SHOP: { energy: 650, fixed: { basis: 'PER_KW', paise: 10000 }, confidence: 'M' },
        PUMP: { energy: 400, fixed: { basis: 'PER_HP', paise: 3000 } },
      },
    },
    {
      id: 'EXAMPLE-NEW',
      effectiveFrom: '2025-05-01',
      categories: {
        HOME: { energy: 600, fixed: { basis: 'PER_CONNECTION', paise: 9000 }, confidence: 'H' },
        SHOP: { energy: 700, fixed: { basis: 'PER_KW', paise: 15000 }, confidence: 'M' },
        PUMP: { energy: '412.5', fixed: { basis: 'PER_HP', paise: 3000 } },
      },
    },
  ],
  subsidies: [
    {
      id: 'EXAMPLE-100',
      effectiveFrom: '2024-01-01',
      categories: ['HOME'],
      bands: [
        { upToKwhPerMonth: 100, kind: 'FULL_WAIVER' },
        { upToKwhPerMonth: 300, kind: 'PER_KWH', paisePerKwh: 150 },
      ],
      confidence: 'M',
    },
  ],
  duties: [
    { effectiveFrom: '2023-04-01', effectiveTo: '2026-01-04', mode: 'PERCENT', percent: { HOME: 5, SHOP: 5 } },
    { effectiveFrom: '2026-01-05', mode: 'PER_KWH', paisePerKwh: { HOME: 7, SHOP: 7, PUMP: 0 }, confidence: 'L' },
  ],
  fppa: [
    { month: '2026-02', paisePerKwh: -10.5 },
    { month: '2026-03', paisePerKwh: 20 },
  ],
  rebates: {
    prepaidPercentOfEnergy: 3,
    promptPercent: 2,
    promptWithinDays: 5,
    digitalPercent: 1,
    digitalMaxPaise: 25000,
  },
  delayedPayment: { percentPerMonth: 1.5, counting: 'PART_MONTH_AS_MONTH_OF_30_DAYS', confidence: 'L' },
  supplyHoursForFullFixedCharge: { LT: 21, HT: 23 },
}

/** The example as a book, with parts of its JSON replaced. */
export function exampleBook(replaced: Record<string, unknown> = {}): TariffBook {
  const parsed = parseTariffBook({ ...EXAMPLE_TARIFF, ...replaced })
  if (!parsed.ok) throw new Error(parsed.reasons.join('; '))
  return parsed.book
}
