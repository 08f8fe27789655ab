import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { IES_CODES, iesCode, iesCodeOf } from './ies-codes.ts'

test('a quantity is found by its short code and by its OBIS code', () => {
  expect(iesCodeOf('kWh imp block')).toBe(iesCode('ENERGY_BLOCK'))
  expect(iesCodeOf('1.0.1.8.0.255')).toBe(iesCode('ENERGY_REGISTER'))
  expect(iesCodeOf('kWh exp')).toBeUndefined()
})

test('names, units and modes are those of the published list', () => {
  const file = path.resolve(process.env.SHARED_DATA ?? '../shared/data', 'ies/codes.json')
  if (!fs.existsSync(file))
    throw new Error(`${file} is missing: set SHARED_DATA to the folder with the published lists.`)
  const { codes } = JSON.parse(fs.readFileSync(file, 'utf8')) as { codes: Record<string, string>[] }
  for (const { obis, shortCode, name, unit, defaultMode } of IES_CODES) {
    const published = codes.find((one) => one.obis === obis)
    // The list leaves the power factor's unit empty; the schema has a word for it.
    expect(published).toMatchObject({ shortLabel: shortCode, name, unit: unit === 'PF' ? '' : unit, defaultMode })
  }
})
