import { type MasterRecord, saveConnections } from '#lib/consumers/save-connections.ts'
import type { Tx } from '#lib/platform/db.ts'
import { codeCell, consumerNoCell, kwCell, meterNoCell, oneOfCell, pastDayCell, textCell } from './cells.ts'
import { csvKind, type Outcome } from './csv-kind.ts'
import { optional, type RowOf, required } from './row-shape.ts'

const shape = {
  consumer_no: required(consumerNoCell),
  name: optional(textCell(120)),
  address: optional(textCell(300)),
  category: required(codeCell(/^[A-Z][A-Z0-9_]{0,31}$/, 'a category such as DS_URBAN')),
  mode: required(oneOfCell('POSTPAID', 'PREPAID')),
  sanctioned_load_kw: required(kwCell),
  phase: required(oneOfCell('SINGLE', 'THREE')),
  meter_no: required(meterNoCell),
  feeder: optional(textCell(80)),
  fitted_on: optional(pastDayCell),
  is_smart: optional(oneOfCell('YES')),
}
type Row = RowOf<typeof shape>

// The format knows no subdivision; a file may be told one for all of its customers.
const NO_SUBDIVISION = 'UNASSIGNED'
/** What meters of IS 15959 send unless they are set otherwise. */
const USUAL_MINUTES = 30

/** Customers of MeterData: new ones, and what is said anew of known ones; what a profile leaves out stays as it is. */
export const customersKind = (subdivision: string | undefined) =>
  csvKind({
    shape,
    keyOf: ({ consumer_no, meter_no }) => `${consumer_no} ${meter_no}`,
    writeBatch: async (tx, rows, { now }) => {
      const outcomes: Outcome[] = []
      // A customer whose meter was changed stands there once for each meter, and is saved once for each.
      for (const round of roundsOf(rows)) {
        const known = await knownOf(
          tx,
          round.map(({ row }) => row),
        )
        const records = round.map(({ row }) => recordOf(row, known, subdivision))
        const right = records.filter((one): one is MasterRecord => typeof one === 'object')
        const saved = await saveConnections(tx, right, now)
        let next = 0
        for (const [index, { position }] of round.entries()) {
          const record = records[index]
          if (typeof record === 'object') {
            const found = saved[next]
            next += 1
            outcomes[position] = found?.ok
              ? found.isChanged
                ? 'ACCEPTED'
                : 'UNCHANGED'
              : { rejected: found?.reason ?? 'could not be saved' }
          } else outcomes[position] = record === 'PSEUDONYM' ? 'UNCHANGED' : { rejected: String(record) }
        }
      }
      return outcomes
    },
  })

/** Rows by how often their consumer stood before them; those without a name come when the others are there. */
function roundsOf(rows: readonly Row[]): { row: Row; position: number }[][] {
  const all = rows.map((row, position) => ({ row, position }))
  const [named, nameless] = [all.filter(({ row }) => row.name), all.filter(({ row }) => !row.name)]
  return [named, nameless].flatMap(byConsumer)
}

function byConsumer(rows: readonly { row: Row; position: number }[]): { row: Row; position: number }[][] {
  const times = new Map<string, number>()
  const rounds: { row: Row; position: number }[][] = []
  for (const { row, position } of rows) {
    const time = times.get(row.consumer_no) ?? 0
    times.set(row.consumer_no, time + 1)
    const round = rounds[time] ?? []
    rounds[time] = round
    round.push({ row, position })
  }
  return rounds
}

type Known = Awaited<ReturnType<typeof knownOf>>

async function knownOf(tx: Tx, rows: readonly Row[]) {
  const connections = await tx.connection.findMany({
    where: { consumerNo: { in: rows.map(({ consumer_no }) => consumer_no) } },
    select: { consumerNo: true, holderName: true, address: true, subdivision: true },
  })
  const meters = await tx.meter.findMany({
    where: { serialNo: { in: rows.map(({ meter_no }) => meter_no) } },
    select: {
      serialNo: true,
      installations: { where: { toOn: null }, select: { connection: { select: { consumerNo: true } } } },
    },
  })
  return {
    connections: new Map(connections.map((one) => [one.consumerNo, one])),
    meters: new Map(meters.map((one) => [one.serialNo, one.installations[0]?.connection.consumerNo ?? null])),
  }
}

/**
 * Without a name a profile is an anonymous copy, by a made-up number, of a supply whose meter says which it is: it tells
 * nothing that is not known of that one.
 */
function recordOf(row: Row, known: Known, subdivision: string | undefined): MasterRecord | 'PSEUDONYM' | string {
  const connection = known.connections.get(row.consumer_no)
  const isMeterElsewhere = known.meters.get(row.meter_no) ?? null
  if (!row.name && !connection && isMeterElsewhere) return 'PSEUDONYM'
  const [holderName, address] = [row.name ?? connection?.holderName, row.address ?? connection?.address]
  if (!holderName) return 'name is missing, and the customer is not known'
  if (!address) return 'address is missing, and the customer is not known'
  if (row.sanctioned_load_kw === 0) return 'sanctioned_load_kw is zero'
  return {
    ...{ consumerNo: row.consumer_no, holderName, address, phase: row.phase },
    subdivision: subdivision ?? connection?.subdivision ?? NO_SUBDIVISION,
    feeder: row.feeder ?? undefined,
    ...{ mobile: undefined, connectedOn: undefined, securityDepositPaise: undefined },
    terms: { category: row.category, mode: row.mode, sanctionedLoadW: row.sanctioned_load_kw },
    meter: {
      serialNo: row.meter_no,
      intervalMinutes: row.is_smart && !known.meters.has(row.meter_no) ? USUAL_MINUTES : undefined,
      fittedOn: row.fitted_on ?? undefined,
    },
  }
}
