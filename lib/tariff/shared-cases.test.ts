import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { calculate } from './calculator.ts'
import { parseTariffBook } from './tariff-book.ts'

// The agreed cases live beside the project, not in it: `../shared/domain`, or next to the data that SHARED_DATA names.
const projectRoot = path.resolve(import.meta.dirname, '../..')
const sharedData = process.env.SHARED_DATA ?? path.join(projectRoot, '../shared/data')
const domain = path.join(sharedData, '../domain')

function read(file: string) {
  const found = path.join(domain, file)
  if (!existsSync(found))
    throw new Error(`The agreed tariff cases are missing: ${found}. Set SHARED_DATA to the shared data folder.`)
  return JSON.parse(readFileSync(found, 'utf8'))
}

type BillCase = { input: { category: string; from: string; units: string }; expect: object }
type DayCase = { input: { category: string; from: string; to: string; dailyUnits: string[] }; costPaise: number[] }

const parsed = parseTariffBook(read('tariff-orders.json'))
if (!parsed.ok) throw new Error(parsed.reasons.join('; '))
const { book } = parsed

describe('agreed bills', () => {
  const cases: BillCase[] = read('tariff-cases.json')
  test.each(cases.map((one) => [`${one.input.category} ${one.input.from} ${one.input.units} units`, one] as const))(
    '%s',
    (_, { input, expect: answer }) => {
      expect(calculate(book, input)).toStrictEqual({ ok: true, answer })
    },
  )
  test('are all here', () => expect(cases.length).toBeGreaterThanOrEqual(12))
})

describe('agreed costs of days', () => {
  const cases: DayCase[] = read('day-cost-cases.json')
  test.each(cases.map((one) => [`${one.input.category} ${one.input.from}`, one] as const))('%s', (_, one) => {
    const result = calculate(book, one.input)
    expect(result).toMatchObject({ ok: true, answer: { costPaise: one.costPaise } })
    const days = (Date.parse(one.input.to) - Date.parse(one.input.from)) / 86_400_000 + 1
    const isRunning = one.input.dailyUnits.length < days
    if (isRunning) expect(result).toStrictEqual({ ok: true, answer: { costPaise: one.costPaise } })
    else {
      const demand = one.costPaise.reduce((sum, cost) => sum + cost, 0)
      expect(result).toMatchObject({ answer: { currentDemandPaise: demand } })
    }
  })
  test('are all here', () => expect(cases.length).toBeGreaterThanOrEqual(3))
})
