import { createHash } from 'node:crypto'
import { createCB } from 'xmlbuilder2'
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
import { writeFields, type XmlField } from './xml-fields.ts'

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
 * A connection's data as Green Button: an Atom feed of ESPI 4.0 resources. Text comes piece by piece, and never more than
 * a month of one meter is held. The same resource has the same id in every file.
 */
export async function* greenButton(data: ConnectionData): AsyncGenerator<string> {
  let written = ''
  const xml = createCB({
    data: (chunk: string) => {
      written += chunk
    },
    error: fail,
  })
  const updated = data.madeAt.toISOString()
  xml.dec({ encoding: 'UTF-8' }).ele(ATOM, 'feed')
  writeFields(xml, [
    ['id', idOf(data, 'feed')],
    ['title', `${data.supplier}, ${data.consumerNo}`],
    ['updated', updated],
  ])
  xml.ele('link').att('rel', 'self').att('href', 'UsagePoint').up()
  writeFields(xml, [['author', [['name', data.supplier]]]])
  for await (const entry of entriesOf(data)) {
    xml.ele('entry')
    writeFields(xml, [['id', idOf(data, entry.self)]])
    const links = [['self', entry.self], ['up', entry.up], ...(entry.related ?? []).map((href) => ['related', href])]
    for (const [rel, href] of links)
      xml
        .ele('link')
        .att('rel', rel ?? '')
        .att('href', href ?? '')
        .up()
    writeFields(xml, [
      ['title', entry.title],
      ['published', updated],
      ['updated', updated],
    ])
    xml.ele('content').att('type', 'text/xml').ele(ESPI, entry.kind)
    writeFields(xml, entry.fields)
    xml.up().up().up()
    yield written
    written = ''
  }
  xml.up().end()
  yield written
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
    for await (const days of data.daysOf(series)) {
      const month = days[0]?.on.slice(0, 7) ?? ''
      const fields = intervalBlock(days, series)
      const up = `${self}/IntervalBlock`
      yield { kind: 'IntervalBlock', title: month, self: `${up}/${month}`, up, fields }
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

function fail(error: Error): never {
  throw error
}
