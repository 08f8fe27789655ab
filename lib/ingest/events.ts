import { EVENT_SETS } from '#lib/metering/event-sets.ts'
import { type FoundMeter, findMeters, placeOn } from '#lib/metering/find-meters.ts'
import { type NewMeterEvent, nameEventSets, storeEvents } from '#lib/metering/store-events.ts'
import { dayOf } from '#lib/units/ist.ts'
import { meterNoCell, oneOfCell, pastInstantCell, quoted } from './cells.ts'
import { csvKind, type Outcome } from './csv-kind.ts'
import { optional, type Refused, type RowOf, refused, required } from './row-shape.ts'

const shape = {
  meter_no: required(meterNoCell),
  at: required(pastInstantCell),
  event_id: required(eventIdCell),
  /** Whose numbers the meter sends; kept with the meter until a file says otherwise. */
  event_set: optional(oneOfCell(...EVENT_SETS)),
}
type Row = RowOf<typeof shape>

const MOST_ID = 65_535

/** What meters noted, by number. A number that no set names is kept too: it may be named later. */
export const events = csvKind({
  shape,
  keyOf: ({ meter_no, at, event_id }) => `${meter_no} ${at.getTime()} ${event_id}`,
  writeBatch: async (tx, rows, { batchId }) => {
    const meters = await findMeters(tx, new Set(rows.map((row) => row.meter_no)))
    const setOf = new Map<string, string>()
    const renamed = new Set<string>()
    const found: NewMeterEvent[] = []
    const outcomes = rows.map((row): { rejected: string } | { position: number; meterId: string } => {
      const meter = meters.get(row.meter_no)
      const placed = eventOfMeter(row, meter)
      if (typeof placed === 'string' || !meter) return { rejected: String(placed) }
      if (row.event_set) {
        const said = setOf.get(meter.id) ?? row.event_set
        if (said !== row.event_set) return { rejected: `event_set of meter_no ${row.meter_no} is ${said} further up` }
        setOf.set(meter.id, said)
        if (said !== meter.eventSet) renamed.add(meter.id)
      }
      return { position: found.push(placed) - 1, meterId: meter.id }
    })
    // The master file's turn comes before that of the events, as in files of profiles.
    await nameEventSets(tx, new Map([...setOf].filter(([meterId]) => renamed.has(meterId))))
    const written = await storeEvents(tx, found, { batchId })
    return outcomes.map((outcome): Outcome => {
      if ('rejected' in outcome) return outcome
      // A set that is named anew is news of every row that names it.
      return written.has(outcome.position) || renamed.has(outcome.meterId) ? 'ACCEPTED' : 'UNCHANGED'
    })
  },
})

function eventIdCell(text: string): number | Refused {
  if (!/^\d{1,6}$/.test(text)) return refused(`is not a number: ${quoted(text)}`)
  return Number(text) > MOST_ID ? refused(`is more than ${MOST_ID}: ${quoted(text)}`) : Number(text)
}

function eventOfMeter({ meter_no, at, event_id: eventId }: Row, meter: FoundMeter | undefined): NewMeterEvent | string {
  if (!meter) return `meter_no ${meter_no} is unknown`
  const on = dayOf(at)
  const connectionId = placeOn(meter, on)
  return connectionId
    ? { connectionId, meterId: meter.id, at, eventId }
    : `meter_no ${meter_no} was not in place on ${on}`
}
