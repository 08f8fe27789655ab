import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { consumptionView } from '#lib/metering/consumption-view.ts'
import type { DayBlock } from '#lib/metering/day-blocks.ts'
import { dayView } from '#lib/metering/day-view.ts'
import { loadView } from '#lib/metering/load-view.ts'
import { powerQualityView } from '#lib/metering/power-quality-view.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf, type IstDay, istInstant, type Month, parseDay } from '#lib/units/ist.ts'
import { blocks, days, loadDays, qualityDays } from './answer-shapes.ts'
import { daysQuery, firstPart, type PartOfDays } from './asked-days.ts'
import { NO_QUERY } from './no-query.ts'
import { type Asked, operation } from './operation.ts'

const PAGED =
  'An answer holds the days of one month; `next` leads to the rest. Days before the first reading are absent.'
const numberOf = (value: bigint | null): number | null => (value === null ? null : Number(value))
const scaled = (value: number | null, by: number): number | null => (value === null ? null : value / by)

export const listDays = operation({
  ...{ path: '/connections/{connection}/days', name: 'listDays', scope: 'consumption', answer: days, query: daysQuery },
  summary: 'What was used on each day, and what it cost',
  description: `Costs are those of the page of daily consumption: they add up to the bill. ${PAGED}`,
  read: (services, asked) =>
    ofOneMonth(services, asked, async (connectionId, { month }) => {
      const view = await consumptionView(services, asked.actor, { connectionId, period: month, onlyDays: true })
      return monthOrNone(view, month, ({ on, energyWh, costPaise, beforeSubsidyPaise, status, isCorrected }) => ({
        ...{ on, status, isCorrected, energyWh: numberOf(energyWh) },
        ...{ costPaise: numberOf(costPaise), beforeSubsidyPaise: numberOf(beforeSubsidyPaise) },
      }))
    }),
})

export const readBlocks = operation({
  ...{ path: '/connections/{connection}/days/{day}/blocks', name: 'getDayBlocks', scope: 'consumption' },
  ...{ answer: blocks, query: NO_QUERY },
  summary: 'One day in its half hours, or what the meter sends',
  description:
    'A block’s cost is its share of the day’s by energy. Not found before the first reading and after today.',
  async read(services, { actor, params: { connection: connectionId = '', day = '' } }) {
    const on = parseDay(day)
    const view = on && isId(connectionId) ? await dayView(services, actor, { connectionId, on }) : null
    if (!on || !view) return null
    const found = view.blocks
    return { data: { on, intervalMinutes: found?.intervalMinutes ?? null, blocks: found?.blocks.map(block) ?? [] } }
  },
})

const block = ({ startAt, energyWh, sharePaise, status, apparentVah, outageMinutes, ...read }: DayBlock) => ({
  ...{ startAt: istInstant(startAt), energyWh: numberOf(energyWh), costPaise: numberOf(sharePaise), status },
  ...{ apparentVah, voltageV: scaled(read.voltageDv, 10), currentA: scaled(read.currentMa, 1_000) },
  ...{ frequencyHz: scaled(read.frequencyMhz, 1_000), powerFactor: scaled(read.powerFactorMilli, 1_000) },
  outageMinutes,
})

export const listLoadDays = operation({
  ...{ path: '/connections/{connection}/load-days', name: 'listLoadDays', scope: 'consumption' },
  ...{ answer: loadDays, query: daysQuery },
  summary: 'The highest load of each day beside the sanctioned load',
  description: PAGED,
  read: (services, asked) =>
    ofOneMonth(services, asked, async (connectionId, { month }) => {
      const view = await loadView(services, asked.actor, { connectionId, period: month })
      return monthOrNone(view, month, ({ on, limitW, peak, state }) => ({
        ...{ on, state, sanctionedLoadW: limitW, peakW: peak?.watts ?? null, source: peak?.source ?? null },
        ...{ peakAt: peak?.at ? istInstant(peak.at) : null, blocksMissing: peak?.blocksMissing ?? null },
      }))
    }),
})

export const listQualityDays = operation({
  ...{ path: '/connections/{connection}/quality-days', name: 'listQualityDays', scope: 'consumption' },
  ...{ answer: qualityDays, query: daysQuery },
  summary: 'Voltage and supply of each day',
  description: `Voltages are means over blocks; minutes are those outside the bands of the standard. ${PAGED}`,
  read: (services, asked) =>
    ofOneMonth(services, asked, async (connectionId, { month }) => {
      const view = await powerQualityView(services, asked.actor, { connectionId, period: month })
      return monthOrNone(view, month, ({ voltage, ...day }) => {
        if (!voltage) return { ...day, voltage }
        const { lowDv, highDv, ...ofBands } = voltage
        return { ...day, voltage: { lowV: lowDv / 10, highV: highDv / 10, ...ofBands } }
      })
    }),
})

type View<Day> = { month: Month; days: readonly Day[] }

/** The days of a month's page; none where the page had to show another month, since this one has no readings. */
function monthOrNone<Day, Shown>(
  view: View<Day> | 'EMPTY' | null,
  month: Month,
  shown: (day: Day) => Shown,
): Shown[] | null {
  if (view === null) return null
  return view === 'EMPTY' || view.month !== month ? [] : view.days.map(shown)
}

type DaysAsked = Asked<{ from?: string | undefined; to?: string | undefined }>

/** The days that are asked for, out of what their month's page shows. Null for a connection that is not this person's. */
async function ofOneMonth<Day extends { on: IstDay }>(
  services: Services,
  asked: DaysAsked,
  read: (connectionId: string, part: PartOfDays) => Promise<Day[] | null>,
) {
  const { connection: connectionId = '' } = asked.params
  if (!(await opensMeter(services, asked.actor, connectionId))) return null
  const first = firstPart(asked, services.now())
  if (!first.ok) return { wrong: first.wrong }
  const { part } = first
  if (!part) return { data: [], next: null }
  const found = await read(connectionId, part)
  const within = ({ on }: Day) => on >= part.from && on <= part.to && on <= dayOf(services.now())
  return found && { data: found.filter(within), next: part.next }
}

async function opensMeter(services: Services, actor: ConsumerActor, connectionId: string): Promise<boolean> {
  if (!isId(connectionId)) return false
  const where = ownConnection(services, actor, connectionId, 'METER')
  return (await services.db.connection.count({ where })) === 1
}
