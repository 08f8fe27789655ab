import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { ingestFile } from '#lib/ingest/ingest-file.ts'
import { officer } from '#lib/ingest/test-files.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day } from '#lib/units/ist.ts'
import { dayView } from './day-view.ts'

/**
 * Half hours of a recorded home, moved by 1,848 days: with outages, high voltage, and two days that never came. The
 * evening of the day on which the clock is held is still to come.
 */
const NOW = '2024-11-22 20:00'
const SHIFT_DAYS = 1848
const folder = path.resolve(import.meta.dirname, '../..', process.env.SHARED_DATA ?? '../shared/data', 'meters')

type Block = { start: string; isOver: boolean; wh: number; minutesOut: number }
let services: TestServices
let recorded: Block[] = []
let home: { id: string; actor: ConsumerActor }

/** Read without any of the portal's code; the file has at most three decimals. */
function readFile(): Block[] {
  const file = path.join(folder, 'bareilly-br06-30min.csv')
  if (!fs.existsSync(file))
    throw new Error(`The recorded half hours are missing: ${file}. Set SHARED_DATA to the shared data folder.`)
  const lines = fs.readFileSync(file, 'utf8').trim().split('\n').slice(1)
  return lines.map((line) => {
    const [, start = '', kwh = '', , , , out = ''] = line.trim().split(',')
    const at = Date.parse(`${start.replace(' ', 'T')}Z`) + SHIFT_DAYS * 86_400_000
    const wallClock = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
    const [whole, part = ''] = kwh.split('.') as [string, string?]
    return {
      start: wallClock(at),
      isOver: wallClock(at + 1_800_000) <= NOW,
      wh: Number(whole) * 1000 + Number(part.padEnd(3, '0')),
      minutesOut: Number(out),
    }
  })
}

beforeAll(async () => {
  services = await testServices(`${NOW.replace(' ', 'T')}:00+05:30`)
  recorded = readFile()
  const take = async (kind: 'consumers' | 'block-reads', name: string, options = {}) => {
    const source = fs.createReadStream(path.join(folder, name))
    return ingestFile(services, officer, { kind, source, name, options })
  }
  await take('consumers', 'bareilly-consumers.csv')
  const map = new Map([
    ...[['meter_no', 'meter'] as const, ['start', 'start_ist'] as const, ['voltage_v', 'avg_voltage_v'] as const],
    ...[['current_a', 'avg_current_a'] as const, ['frequency_hz', 'avg_frequency_hz'] as const],
  ])
  const over = recorded.filter(({ isOver }) => isOver).length
  expect(await take('block-reads', 'bareilly-br06-30min.csv', { map, shiftDays: SHIFT_DAYS })).toMatchObject({
    ...{ accepted: over, unchanged: 0, rejected: recorded.length - over },
  })
  const link = await services.db.mobileLink.findFirstOrThrow({
    where: { connection: { installations: { some: { meter: { serialNo: 'BR06' } } } } },
    select: { connectionId: true, consumerId: true },
  })
  const actor: ConsumerActor = { kind: 'consumer', consumerId: link.consumerId, sessionId: link.consumerId }
  home = { id: link.connectionId, actor }
})
afterAll(() => services.close())

test('each day has the half hours of the file, and is read when all of them are there', async () => {
  const days = [...new Set(recorded.map(({ start }) => start.slice(0, 10)))].filter((on) => on <= NOW.slice(0, 10))
  expect(days).toHaveLength(29)
  for (const on of days) {
    const blocks = recorded.filter(({ start, isOver }) => isOver && start.startsWith(on))
    const view = await dayView(services, home.actor, { connectionId: home.id, on: day(on) })
    const shown = view?.blocks?.blocks.flatMap(({ energyWh }) => energyWh ?? []).map(Number)
    expect(shown, on).toEqual(blocks.map(({ wh }) => wh))
    expect(view?.blocks?.minutesOut, on).toBe(blocks.reduce((sum, { minutesOut }) => sum + minutesOut, 0))
    const wholeWh = blocks.length === 48 ? BigInt(blocks.reduce((sum, { wh }) => sum + wh, 0)) : null
    expect(view?.day.energyWh ?? null, on).toBe(wholeWh)
  }
})

test('a day that never came has no blocks, and the next is there', async () => {
  const view = await dayView(services, home.actor, { connectionId: home.id, on: day('2024-10-25') })
  expect(view).toMatchObject({ blocks: null, day: { status: 'MISSING', energyWh: null }, next: '2024-10-26' })
})
