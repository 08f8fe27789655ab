import type { SystemActor } from '#lib/identity/actor.ts'
import { type RecordedCounterPayment, recordCounterPayment } from '#lib/payments/record-counter-payment.ts'
import type { Services } from '#lib/platform/services.ts'
import { codeCell, consumerNoCell, instantCell, oneOfCell, rupeesCell } from './cells.ts'
import { csvKind, type Outcome } from './csv-kind.ts'
import { type RowOf, required } from './row-shape.ts'

const shape = {
  consumer_no: required(consumerNoCell),
  amount_rupees: required(rupeesCell),
  paid_at: required(instantCell),
  channel: required(oneOfCell('COUNTER', 'BBPS', 'ATP', 'OTHER')),
  reference: required(codeCell(/^[0-9A-Za-z][0-9A-Za-z ._/-]{0,63}$/, 'a reference of up to 64 characters')),
}
type Row = RowOf<typeof shape>
type Refusal = Extract<RecordedCounterPayment, { ok: false }>['reason']

/** Payments taken at counters and by BBPS. A reference that is known with the same amount changes nothing. */
export const payments = csvKind({
  shape,
  keyOf: ({ channel, reference }) => `${channel} ${reference}`,
  writeRow: async (services, actor, row, { isDryRun }) => {
    if (isDryRun) return wouldBe(services, row)
    return outcomeOf(row, await record(services, actor, row))
  },
})

function record(services: Services, actor: SystemActor, row: Row): Promise<RecordedCounterPayment> {
  const { consumer_no: consumerNo, amount_rupees: amountPaise, paid_at: paidAt, channel, reference } = row
  return recordCounterPayment(services, actor, { consumerNo, amountPaise, paidAt, channel, reference })
}

function outcomeOf(row: Row, recorded: RecordedCounterPayment): Outcome {
  if (!recorded.ok) return { rejected: reasonText(row, recorded.reason) }
  return recorded.isRepeat ? 'UNCHANGED' : 'ACCEPTED'
}

function reasonText({ channel, consumer_no }: Row, refusal: Refusal): string {
  switch (refusal) {
    case 'NO_CONNECTION':
      return `consumer_no ${consumer_no} is unknown`
    case 'NOT_POSITIVE':
      return 'amount_rupees is not above zero'
    case 'IN_FUTURE':
      return 'paid_at is in the future'
    case 'REFERENCE_TAKEN':
      return `reference is known from ${channel} with another amount or consumer number`
  }
}

/** What recording would say, found out without booking anything. */
async function wouldBe({ db, now }: Services, row: Row): Promise<Outcome> {
  const rejected = (refusal: Refusal): Outcome => ({ rejected: reasonText(row, refusal) })
  if (row.amount_rupees === 0n) return rejected('NOT_POSITIVE')
  if (row.paid_at > now()) return rejected('IN_FUTURE')
  const connection = await db.connection.findUnique({ where: { consumerNo: row.consumer_no }, select: { id: true } })
  if (!connection) return rejected('NO_CONNECTION')
  const known = await db.payment.findUnique({
    where: { channel_reference_share: { channel: row.channel, reference: row.reference, share: 0 } },
    select: { amountPaise: true, connectionId: true },
  })
  if (!known) return 'ACCEPTED'
  const isSame = known.amountPaise === row.amount_rupees && known.connectionId === connection.id
  return isSame ? 'UNCHANGED' : rejected('REFERENCE_TAKEN')
}
