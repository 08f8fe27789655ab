import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { ConnectionData } from './connection-data.ts'
import {
  billSummary,
  intervalBlock,
  LOCAL_TIME,
  minutesOf,
  qualitySummary,
  readingType,
  runningSummary,
  usagePoint,
} from './espi-fields.ts'
import { type XmlField, xmlText } from './xml-fields.ts'

const ATOM = 'http://www.w3.org/2005/Atom'
const ESPI = 'http://naesb.org/espi'

type Entry = {
  /** The resource's name in ESPI. */
  kind: string
  title: string
  self: string
  up: string
  related?: readonly string[]
  fields: readonly XmlField[]
}

/**
 * A connection's data as Green Button: an Atom feed of ESPI 4.0 resources. Text comes entry by entry, never more than a
 * month of one meter is held, and others get their turn between the entries. The same resource has the same id in every
 * file.
 */
export async function* greenButton(data: ConnectionData): AsyncGenerator<string> {
  const updated = data.madeAt.toISOString()
  const head: XmlField[] = [
    ['id', idOf(data, 'feed')],
    ['title', `${data.supplier}, ${data.consumerNo}`],
    ['updated', updated],
    linkTo('self', 'UsagePoint'),
    ['author', [['name', data.supplier]]],
  ]
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="${ATOM}">${xmlText(head)}`
  for await (const { kind, title, self, up, related = [], fields } of entriesOf(data)) {
    const resource: XmlField = [kind, [['@xmlns', ESPI], ...fields]]
    const entry: XmlField[] = [
      ['id', idOf(data, self)],
      ...[linkTo('self', self), linkTo('up', up), ...related.map((href) => linkTo('related', href))],
      ['title', title],
      ['published', updated],
      ['updated', updated],
      ['content', [['@type', 'text/xml'], resource]],
    ]
    yield `\n${xmlText([['entry', entry]])}`
    await setImmediate()
  }
  yield '\n</feed>\n'
}

function linkTo(rel: 'self' | 'up' | 'related', href: string): XmlField {
  const attributes: XmlField[] = [
    ['@rel', rel],
    ['@href', href],
  ]
  return ['link', attributes]
}

async function* entriesOf(data: ConnectionData): AsyncGenerator<Entry> {
  const point = 'UsagePoint/1'
  const summaries = [...data.bills.map((bill) => bill.month), ...(data.running ? ['running'] : [])]
  const readings = data.series.map((_, index) => `${point}/MeterReading/${index + 1}`)
  yield {
    ...{ kind: 'UsagePoint', title: data.consumerNo, self: point, up: 'UsagePoint', fields: usagePoint(data) },
    related: [
      ...(readings.length > 0 ? [`${point}/MeterReading`] : []),
      ...(summaries.length > 0 ? [`${point}/UsageSummary`] : []),
      ...(data.quality.length > 0 ? [`${point}/ElectricPowerQualitySummary`] : []),
      'LocalTimeParameters/1',
    ],
  }
  const time = { kind: 'LocalTimeParameters', title: 'Indian Standard Time', fields: LOCAL_TIME }
  yield { ...time, self: 'LocalTimeParameters/1', up: 'LocalTimeParameters' }
  for (const [index, series] of data.series.entries()) {
    const self = readings[index] as string
    const type = `ReadingType/${index + 1}`
    const title = `Meter ${series.serialNo}, energy of ${minutesOf(series)} minutes`
    const related = [`${self}/IntervalBlock`, type]
    yield { kind: 'MeterReading', title, self, up: `${point}/MeterReading`, related, fields: [] }
    yield { kind: 'ReadingType', title, self: type, up: 'ReadingType', fields: readingType(series, data) }
    const up = `${self}/IntervalBlock`
    for await (const month of data.daysOf(series)) {
      // A month of days is as long as a day of blocks.
      const parts = series.intervalMinutes === null ? [month] : month.map((day) => [day])
      for (const days of parts) {
        const name = days[0]?.on.slice(0, series.intervalMinutes === null ? 7 : 10) ?? ''
        yield { kind: 'IntervalBlock', title: name, self: `${up}/${name}`, up, fields: intervalBlock(days, series) }
      }
    }
  }
  const summary = { kind: 'UsageSummary', up: `${point}/UsageSummary` }
  for (const bill of data.bills) {
    const self = `${summary.up}/${bill.month}`
    yield { ...summary, title: `Bill ${bill.billNo}`, self, fields: billSummary(bill) }
  }
  if (data.running) {
    const fields = runningSummary(data.running, data)
    yield { ...summary, title: 'Running period', self: `${summary.up}/running`, fields }
  }
  const up = `${point}/ElectricPowerQualitySummary`
  for (const month of data.quality) {
    const kind = 'ElectricPowerQualitySummary'
    yield { kind, title: `Supply, ${month.month}`, self: `${up}/${month.month}`, up, fields: qualitySummary(month) }
  }
}

/** A UUID (RFC 9562, version 8) made of the connection's own random id and the resource's place. */
function idOf({ connectionId }: ConnectionData, place: string): string {
  const hash = createHash('sha256').update(`${connectionId} ${place}`).digest('hex')
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16)
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `${variant}${hash.slice(17, 20)}`]
  return `urn:uuid:${[...parts, hash.slice(20, 32)].join('-')}`
}
