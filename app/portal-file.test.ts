import v8 from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { streamedFile } from '#app/portal-file.ts'
import type { ConnectionData } from '#lib/export/connection-data.ts'
import { greenButton } from '#lib/export/green-button.ts'
import { iesMeterData } from '#lib/export/ies-meter-data.ts'
import type { SeriesDay } from '#lib/metering/meter-series.ts'
import { addDays, addMonths, day, eachDay, firstDayOf, month } from '#lib/units/ist.ts'

const FIRST = month('2023-12')
const MONTHS = 36
const QUARTERS_A_DAY = 96

v8.setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** Three years of quarter hours, longer than a file may be, made as they are asked for. */
function longData(onMonth: (index: number) => void): ConnectionData {
  return {
    ...{ connectionId: '00000000-0000-4000-8000-000000000001', consumerNo: '1000', supplier: 'A utility' },
    ...{
      phase: 'SINGLE',
      nominalV: 230,
      terms: null,
      meterSerialNo: 'M1',
      madeAt: new Date('2026-11-23T10:00:00+05:30'),
    },
    ...{ from: firstDayOf(FIRST), to: day('2026-11-30'), bills: [], running: null, quality: [] },
    series: [{ meterId: 'm', serialNo: 'M1', intervalMinutes: 15 }],
    async *daysOf() {
      for (let index = 0; index < MONTHS; index += 1) {
        onMonth(index)
        yield daysOfMonth(index)
      }
    },
  }
}

function daysOfMonth(index: number): SeriesDay[] {
  const first = firstDayOf(addMonths(FIRST, index))
  return eachDay(first, addDays(firstDayOf(addMonths(FIRST, index + 1)), -1)).map((on) => ({
    on,
    energyWh: Array.from({ length: QUARTERS_A_DAY }, (_, block) => 100 + block),
    estimated: [7],
  }))
}

const MB = 1024 * 1024
const FORMATS = [
  // A piece is an entry: of quarter hours a day.
  { name: 'Green Button', writer: greenButton, mostBytes: 64 * 1024 },
  // A piece is a profile: a month.
  { name: 'MeterData', writer: iesMeterData, mostBytes: 256 * 1024 },
]

describe.each(FORMATS)('a file of three years as $name', ({ writer, mostBytes }) => {
  const file = (data: ConnectionData) => streamedFile(writer(data), { contentType: 'text/plain', name: 'long' })

  test('begins to leave before its second month has been read, and no more is read for who goes away', async () => {
    let months = 0
    const reader = file(longData(() => (months += 1))).body?.getReader()
    const decoder = new TextDecoder()
    let text = ''
    while (!/<IntervalReading>|"intervals"/.test(text)) text += decoder.decode((await reader?.read())?.value)
    // One piece is made ready while another is on its way.
    expect(months).toBeLessThanOrEqual(2)
    await reader?.cancel()
    expect(months).toBeLessThanOrEqual(2)
  })

  test('holds no more at its end than at its beginning', async () => {
    const held: number[] = []
    const body = file(
      longData(() => {
        collect()
        held.push(process.memoryUsage().heapUsed)
      }),
    ).body
    let [bytes, longest] = [0, 0]
    for await (const piece of body ?? []) {
      bytes += piece.length
      longest = Math.max(longest, piece.length)
    }
    expect(held).toHaveLength(MONTHS)
    expect(bytes).toBeGreaterThan(3 * MB)
    expect(longest).toBeLessThan(mostBytes)
    // Of what was written nothing is kept: the file itself would be more than that.
    expect(Math.max(...held.slice(2)) - (held[1] ?? 0)).toBeLessThan(2 * MB)
  })
})
