import { type SentAdjustment, saveAdjustments } from '#lib/billing/save-adjustments.ts'
import { codeCell, consumerNoCell, oneOfCell, signedRupeesCell } from './cells.ts'
import { csvKind, type Outcome } from './csv-kind.ts'
import { required } from './row-shape.ts'

const shape = {
  consumer_no: required(consumerNoCell),
  reason: required(oneOfCell('DUTY', 'DEPOSIT_INTEREST', 'OTHER')),
  amount_rupees: required(signedRupeesCell),
  reference: required(codeCell(/^[0-9A-Za-z][0-9A-Za-z ._/-]{0,63}$/, 'a reference of up to 64 characters')),
}

/**
 * What the utility adds to the next bill, or takes off it: duty put right, interest on a deposit, anything else. Below
 * zero is in the consumer's favour. True-ups are not sent: the portal computes them from readings.
 */
export const adjustments = csvKind({
  shape,
  keyOf: ({ consumer_no, reason, reference }) => `${consumer_no} ${reason} ${reference}`,
  writeBatch: async (tx, rows, { now }) => {
    const connections = await tx.connection.findMany({
      where: { consumerNo: { in: [...new Set(rows.map((row) => row.consumer_no))] } },
      select: { id: true, consumerNo: true },
    })
    const ids = new Map(connections.map(({ id, consumerNo }) => [consumerNo, id]))
    const sent: SentAdjustment[] = []
    const places = rows.map((row): Outcome | number => {
      const connectionId = ids.get(row.consumer_no)
      if (!connectionId) return { rejected: `consumer_no ${row.consumer_no} is unknown` }
      if (row.amount_rupees === 0n) return { rejected: 'amount_rupees is zero' }
      const { reason, amount_rupees: amountPaise, reference } = row
      return sent.push({ connectionId, reason, amountPaise, reference }) - 1
    })
    const saved = sent.length > 0 ? await saveAdjustments(tx, sent, now) : []
    return places.map((place): Outcome => {
      if (typeof place !== 'number') return place
      if (saved[place] === 'OTHER_AMOUNT') return { rejected: 'reference is known with another amount' }
      return saved[place] === 'NEW' ? 'ACCEPTED' : 'UNCHANGED'
    })
  },
})
