import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { type CsvRow, csvRows, UnreadableCsv } from './csv-rows.ts'

/** What is read of a file that comes in pieces: its records, and the line from which on there are none. */
async function read(pieces: Buffer[]): Promise<{ rows: CsvRow[]; brokenAt: number | null }> {
  const rows: CsvRow[] = []
  try {
    for await (const row of csvRows(Readable.from(pieces))) rows.push(row)
    return { rows, brokenAt: null }
  } catch (error) {
    if (error instanceof UnreadableCsv) return { rows, brokenAt: error.line }
    throw error
  }
}

const signs = fc
  .string({ unit: fc.constantFrom(...'ab1,"\n\r\0\ufeffक; \t'), maxLength: 60 })
  .map((text) => Buffer.from(text))
const bytes = fc.uint8Array({ maxLength: 120 }).map((array) => Buffer.from(array))

test('any bytes at all are records or an end, the same however they come, and never a failure', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(signs, bytes), fc.nat(120), async (file, at) => {
      const whole = await read([file])
      expect(await read([file.subarray(0, at), file.subarray(at)].filter(({ length }) => length > 0))).toEqual(whole)
      const lines = whole.rows.map(({ line }) => line)
      expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b))
      // Where no quote holds a line break, every line that is not blank is a row, or the first of those that are none.
      const text = file.toString('utf8').replace(/^\ufeff/, '')
      const rowsOfText = text.includes('"') ? null : text.split(/\r\n|\n/).filter((line) => line !== '').length
      if (rowsOfText !== null)
        expect({ rows: whole.rows.length, brokenAt: whole.brokenAt }).toEqual({ rows: rowsOfText, brokenAt: null })
      // A carriage return alone is a line's end as well, as it is to editors.
      const last = file.toString('utf8').split(/\r\n|\r|\n/).length
      for (const line of [...lines, whole.brokenAt ?? 1]) {
        expect(line).toBeGreaterThanOrEqual(1)
        expect(line).toBeLessThanOrEqual(last)
      }
    }),
    fuzz(500, 200_000),
  )
})
