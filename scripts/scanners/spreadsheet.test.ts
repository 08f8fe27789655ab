import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HOSTILE_NAMES } from '#lib/units/test-hostile-names.ts'
import { bareWords, hostileExports, openInCalc, type Sheet } from './spreadsheet.ts'

let folder: string
let sheets: Map<string, Sheet>

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'spreadsheets-'))
  const opened = await openInCalc(folder, { bare: bareWords(), ...hostileExports() })
  sheets = new Map(opened.map((sheet) => [sheet.name, sheet]))
}, 150_000)
afterAll(() => fs.rmSync(folder, { recursive: true }))

test('LibreOffice takes hostile words as they are for formulas, so that none elsewhere says something', () => {
  expect(sheets.get('bare')?.formulas).toBeGreaterThan(20)
})

test.each(['words', 'camps', 'statement'])('LibreOffice opens our %s: no formula, and numbers as numbers', (name) => {
  const sheet = sheets.get(name)
  expect(sheet).toMatchObject({ formulas: 0 })
  expect(sheet?.numbers).toBeGreaterThanOrEqual(HOSTILE_NAMES.length)
})
