import { expect, test } from 'vitest'
import { day } from '#lib/units/ist.ts'
import { blockRows } from './blocks.ts'
import { DEMO_HOMES } from './homes.ts'
import { dayReadings } from './readings.ts'

const [FROM, TO] = [day('2026-04-01'), day('2027-03-31')]
const loadW = ({ loadKw }: { loadKw: string }) => Number(loadKw) * 1000

test('one home passes its sanctioned load, in two months of a financial year', () => {
  const above = DEMO_HOMES.flatMap((home) =>
    dayReadings(home, FROM, TO)
      .filter(({ demandW }) => demandW > loadW(home))
      .map(({ on }) => `${home.meterNo} ${on.slice(5)}`),
  )
  expect(above).toEqual(['06-08', '06-09', '06-15', '11-08', '11-09', '11-15'].map((on) => `DM0028 ${on}`))
})

test('no half hour is higher than the demand that the register of its day keeps', () => {
  for (const home of DEMO_HOMES) {
    const demands = new Map(dayReadings(home, FROM, TO).map(({ on, demandW }) => [on as string, demandW]))
    const higher = blockRows(home, FROM, TO).filter((row) => {
      const [, start = '', kwh = ''] = row.split(',')
      return Number(kwh) * 2000 > (demands.get(start.slice(0, 10)) ?? 0) + 1
    })
    expect(higher, home.meterNo).toEqual([])
  }
})
