import { DISCONNECTION_REASONS, saveNotice } from '#lib/billing/disconnection.ts'
import { codeCell, consumerNoCell, dayCell, oneOfCell, pastDayCell, textCell } from './cells.ts'
import { csvKind, type Outcome } from './csv-kind.ts'
import { optional, required } from './row-shape.ts'

const LONGEST_WORDS = 200

const shape = {
  consumer_no: required(consumerNoCell),
  reference: required(codeCell(/^[0-9A-Za-z][0-9A-Za-z ._/-]{0,63}$/, 'a reference of up to 64 characters')),
  disconnect_on: required(dayCell),
  reason: required(oneOfCell(...DISCONNECTION_REASONS)),
  reason_text: optional(textCell(LONGEST_WORDS)),
  withdrawn_on: optional(pastDayCell),
}

/** Notices that a supply will be cut. A later row of the same reference corrects the notice or takes it back. */
export const disconnections = csvKind({
  shape,
  keyOf: ({ consumer_no, reference }) => `${consumer_no} ${reference}`,
  writeBatch: async (tx, rows, { now }) => {
    const connections = await tx.connection.findMany({
      where: { consumerNo: { in: [...new Set(rows.map((row) => row.consumer_no))] } },
      select: { id: true, consumerNo: true },
    })
    const ids = new Map(connections.map(({ id, consumerNo }) => [consumerNo, id]))
    const outcomes: Outcome[] = []
    for (const row of rows) {
      const { consumer_no, reference, disconnect_on: disconnectOn, reason } = row
      const { reason_text: words = null, withdrawn_on: withdrawnOn = null } = row
      const connectionId = ids.get(consumer_no)
      const notice = { reference, disconnectOn, reason, words, withdrawnOn }
      if (!connectionId) outcomes.push({ rejected: `consumer_no ${consumer_no} is unknown` })
      else outcomes.push((await saveNotice(tx, { connectionId, ...notice }, now)) ? 'ACCEPTED' : 'UNCHANGED')
    }
    return outcomes
  },
})
