import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readHeader } from './header.ts'
import { rejectionReport } from './rejection-report.ts'
import { optional, required } from './row-shape.ts'

let folder: string
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rejected-'))
})
afterAll(() => fs.rmSync(folder, { recursive: true }))

/** A kind whose rows have a reason of their own. */
const shape = { consumer_no: required((text) => text), reason: optional((text) => text) }
const NO_OPTIONS = { map: new Map<string, string>(), set: new Map<string, string>() }

/** Rejects the only row of a file. Returns the lines of the report. */
function rejected(name: string, header: readonly string[], cells: readonly string[], reason: string): string[] {
  const file = path.join(folder, name)
  const report = rejectionReport(file)
  report.header(header)
  report.add({ line: 2, reason, cells })
  expect(report.finish()).toBe(file)
  return fs.readFileSync(file, 'utf8').trimEnd().split('\n')
}

test('a corrected report is loaded as it is, and what is still wrong in it is reported once', () => {
  const first = rejected('a.csv', ['consumer_no', 'reason'], ['17', 'ARREARS'], 'consumer_no 17 is unknown')
  expect(first).toEqual(['rejected_line,rejected_reason,consumer_no,reason', '2,consumer_no 17 is unknown,17,ARREARS'])
  const header = first[0]?.split(',') ?? []
  const read = readHeader(shape, header, NO_OPTIONS)
  if (!read.ok) throw new Error(read.reasons.join())
  const cells = ['2', 'consumer_no 17 is unknown', '18', 'ARREARS']
  expect([read.cellOf(cells, 'consumer_no'), read.cellOf(cells, 'reason')]).toEqual(['18', 'ARREARS'])
  expect(rejected('b.csv', header, cells, 'consumer_no 18 is unknown')).toEqual([
    ...['rejected_line,rejected_reason,consumer_no,reason', '2,consumer_no 18 is unknown,18,ARREARS'],
  ])
})

test('a report of before, whose columns had no name of their own, is read too', () => {
  expect(readHeader({ consumer_no: shape.consumer_no }, ['line', 'reason', 'consumer_no'], NO_OPTIONS)).toMatchObject({
    ok: true,
  })
})
