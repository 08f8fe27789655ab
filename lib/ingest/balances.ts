import { findPrepaid, type NewBalance, storeBalances } from '#lib/metering/store-balances.ts'
import { consumerNoCell, pastInstantCell, signedRupeesCell } from './cells.ts'
import { csvKind, type Outcome } from './csv-kind.ts'
import { required } from './row-shape.ts'

const shape = {
  consumer_no: required(consumerNoCell),
  balance_rupees: required(signedRupeesCell),
  as_of: required(pastInstantCell),
}

/** What the prepaid system says is left. A later file corrects what an earlier one said of the same instant. */
export const balances = csvKind({
  shape,
  keyOf: ({ consumer_no, as_of }) => `${consumer_no} ${as_of.getTime()}`,
  writeBatch: async (tx, rows, { batchId }) => {
    const connections = await findPrepaid(tx, new Set(rows.map((row) => row.consumer_no)))
    const found: NewBalance[] = []
    const outcomes = rows.map((row): Outcome | number => {
      const connection = connections.get(row.consumer_no)
      if (!connection) return { rejected: `consumer_no ${row.consumer_no} is unknown` }
      if (!connection.isPrepaid) return { rejected: `consumer_no ${row.consumer_no} is not prepaid` }
      return found.push({ connectionId: connection.id, asOf: row.as_of, balancePaise: row.balance_rupees }) - 1
    })
    const written = await storeBalances(tx, found, { batchId })
    return outcomes.map((outcome) =>
      typeof outcome === 'number' ? (written.has(outcome) ? 'ACCEPTED' : 'UNCHANGED') : outcome,
    )
  },
})
