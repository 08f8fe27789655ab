import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { calculateBill } from '#lib/tariff/calculate-bill.ts'
import { readByDay } from '#lib/tariff/daily-energy.ts'
import { parseTariffBook } from '#lib/tariff/tariff-book.ts'
import { parseKwh, type WattHours } from '#lib/units/energy.ts'
import { addDays, day, firstDayOf, type IstDay, lastDayOf, type Month, monthOf } from '#lib/units/ist.ts'
import { sumPaise } from '#lib/units/paise.ts'
import { billDifference, type ComparedBill } from './bill-difference.ts'
import type { StoredLine } from './stored-line.ts'

// Recorded homes and the agreed rates lie beside the project, not in it: `../shared`, or where SHARED_DATA says.
const sharedData = process.env.SHARED_DATA ?? path.resolve(import.meta.dirname, '../../../shared/data')
/** Moves the records to the years of the tariff orders. */
const SHIFT_DAYS = 1848

function read(file: string): string {
  const found = path.join(sharedData, file)
  if (!existsSync(found)) throw new Error(`${found} is missing. Set SHARED_DATA to the shared data folder.`)
  return readFileSync(found, 'utf8')
}

const parsed = parseTariffBook(JSON.parse(read('../domain/tariff-orders.json')))
if (!parsed.ok) throw new Error(parsed.reasons.join('; '))
const { book } = parsed

/** Each home's months that were read from the first to the last day, as bills. */
function recordedBills(): Map<string, ComparedBill[]> {
  const homes = new Map<string, Map<Month, WattHours[]>>()
  for (const row of read('meters/bareilly-daily-kwh.csv').trim().split('\n').slice(1)) {
    const [meter = '', date = '', kwh = ''] = row.trim().split(',')
    const of = monthOf(addDays(day(date), SHIFT_DAYS))
    const months = homes.get(meter) ?? new Map<Month, WattHours[]>()
    months.set(of, [...(months.get(of) ?? []), parseKwh(kwh) as WattHours])
    homes.set(meter, months)
  }
  return new Map(
    [...homes].map(([meter, months]) => [
      meter,
      [...months].flatMap(([of, days]) => (days.length === daysIn(of) ? [billOf(of, days)] : [])),
    ]),
  )
}

const daysIn = (of: Month) => Number(lastDayOf(of).slice(8))

function billOf(of: Month, days: readonly WattHours[]): ComparedBill {
  const [from, to]: [IstDay, IstDay] = [firstDayOf(of), lastDayOf(of)]
  const terms = { from, category: 'DS_URBAN', mode: 'POSTPAID', voltage: 'LT', sanctionedLoadW: 2000 } as const
  const calculated = calculateBill(book, { from, to, terms: [terms], energy: readByDay(days) })
  if (!calculated.ok) throw new Error(calculated.reason)
  const { energyWh, payableByDuePaise, lines } = calculated.bill
  return { periodFrom: from, periodTo: to, energyWh, payableByDuePaise, lines: lines as unknown as StoredLine[] }
}

test('between any two months of any recorded home the parts add up exactly', () => {
  let pairs = 0
  for (const bills of recordedBills().values()) {
    for (const bill of bills) {
      for (const other of bills) {
        pairs += 1
        const parts = billDifference(bill, other)
        const sum = sumPaise(parts.map(({ amountPaise }) => amountPaise))
        if (sum !== bill.payableByDuePaise - other.payableByDuePaise)
          expect(sum, `${bill.periodFrom} and ${other.periodFrom}`).toBe(
            bill.payableByDuePaise - other.payableByDuePaise,
          )
        if (bill === other) expect(parts).toEqual([])
      }
    }
  }
  expect(pairs).toBeGreaterThan(3_000)
})
