import { type MasterRecord, saveConnections } from '#lib/consumers/save-connections.ts'
import {
  codeCell,
  consumerNoCell,
  intervalCell,
  kwCell,
  meterNoCell,
  mobileCell,
  oneOfCell,
  pastDayCell,
  quoted,
  rupeesCell,
  textCell,
} from './cells.ts'
import { csvKind, type Outcome } from './csv-kind.ts'
import { optional, type Refused, type RowOf, refused, required } from './row-shape.ts'

// 100 MW: above any connection of a distribution company, and still an integer of watts for the database.
const MOST_KW = 100_000

const shape = {
  consumer_no: required(consumerNoCell),
  name: required(textCell(120)),
  mobile: optional(mobileCell),
  address: required(textCell(300)),
  category: required(codeCell(/^[A-Z][A-Z0-9_]{0,31}$/, 'a category such as DS_URBAN')),
  mode: required(oneOfCell('POSTPAID', 'PREPAID')),
  sanctioned_load_kw: required(loadCell),
  phase: required(oneOfCell('SINGLE', 'THREE')),
  meter_no: required(meterNoCell),
  meter_interval_minutes: optional(intervalCell),
  subdivision: required(textCell(80)),
  feeder: optional(textCell(80)),
  connected_on: optional(pastDayCell),
  security_deposit_rupees: optional(rupeesCell),
}

/** The utility's master file: connections, their terms and meters, and the mobile number on record. */
export const consumers = csvKind({
  shape,
  keyOf: ({ consumer_no }) => consumer_no,
  writeBatch: async (tx, rows, { now }) => {
    const saved = await saveConnections(tx, rows.map(masterRecord), now)
    return saved.map((row): Outcome => (row.ok ? (row.isChanged ? 'ACCEPTED' : 'UNCHANGED') : { rejected: row.reason }))
  },
})

function loadCell(text: string): number | Refused {
  const watts = kwCell(text)
  if (typeof watts !== 'number') return watts
  if (watts === 0) return refused('is zero')
  return watts > MOST_KW * 1000 ? refused(`is more than ${MOST_KW} kW: ${quoted(text)}`) : watts
}

function masterRecord(row: RowOf<typeof shape>): MasterRecord {
  return {
    consumerNo: row.consumer_no,
    holderName: row.name,
    mobile: row.mobile,
    address: row.address,
    subdivision: row.subdivision,
    feeder: row.feeder,
    phase: row.phase,
    connectedOn: row.connected_on,
    securityDepositPaise: row.security_deposit_rupees,
    terms: { category: row.category, mode: row.mode, sanctionedLoadW: row.sanctioned_load_kw },
    meter: { serialNo: row.meter_no, intervalMinutes: row.meter_interval_minutes },
  }
}
