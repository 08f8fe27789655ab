import type { DemoHome } from '#prisma/seed/homes.ts'

/** What homes differ in: the units of a month, and with them who pays. Most use little, and owe nothing. */
const KINDS = [
  { units: 90, pays: 'NEVER' },
  { units: 120, pays: 'NEVER' },
  { units: 150, pays: 'NEVER' },
  { units: 260, pays: 'BY_DUE' },
  { units: 480, pays: 'NEVER' },
] as const

const MONTHS = Array.from({ length: 12 })

/**
 * Invented homes beside those of the demo, each with a mobile, a consumer number and a meter of its own. Homes of another
 * `first` number are others.
 */
export function sampleHomes(count: number, { first = 0, connectedOn = '2018-01-15' } = {}): DemoHome[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(first + index).padStart(6, '0')
    const { units, pays } = KINDS[index % KINDS.length] as (typeof KINDS)[number]
    return {
      consumerNo: `900000${number}`,
      name: `नमूना ${number}`,
      mobile: `7000${number}`,
      address: `${index}, नमूना नगर, राँची`,
      category: 'DS_URBAN',
      loadKw: '3',
      meterNo: `BM${number}`,
      subdivision: 'Kokar',
      connectedOn,
      units: MONTHS.map(() => units + (index % 37)),
      depositRupees: 2000,
      pays,
    }
  })
}
