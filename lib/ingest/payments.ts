import type { SystemActor } from '#lib/identity/actor.ts'
import { noteElsewhere } from '#lib/payments/known-elsewhere-until.ts'
import { recordCounterPayment } from '#lib/payments/record-counter-payment.ts'
import { findThroughGateway, recordStatementPayment } from '#lib/payments/record-statement-payment.ts'
import type { Services } from '#lib/platform/services.ts'
import { codeCell, consumerNoCell, instantCell, oneOfCell, rupeesCell } from './cells.ts'
import { csvKind, type Outcome, type WriteContext } from './csv-kind.ts'
import { optional, type RowOf, required } from './row-shape.ts'

const shape = {
  consumer_no: optional(consumerNoCell),
  amount_rupees: required(rupeesCell),
  paid_at: required(instantCell),
  channel: required(oneOfCell('COUNTER', 'BBPS', 'ATP', 'OTHER', 'UPI')),
  reference: required(codeCell(/^[0-9A-Za-z][0-9A-Za-z ._/-]{0,63}$/, 'a reference of up to 64 characters')),
  utr: optional(codeCell(/^[0-9A-Za-z]{6,35}$/, 'a bank reference of 6 to 35 digits and letters')),
}
type Row = RowOf<typeof shape>
type CounterRow = Omit<Row, 'channel' | 'consumer_no'> & {
  channel: Exclude<Row['channel'], 'UPI'>
  consumer_no: string
}

/**
 * Payments taken at counters and by BBPS, by consumer number; and of channel UPI the bank's statement of the utility's
 * own address, whose `reference` is the `tr` of the QR and whose `utr` the bank's own. A payment that is known with the
 * same amount changes nothing.
 */
export const payments = csvKind({
  shape,
  keyOf: ({ channel, reference, utr }) => `${channel} ${channel === 'UPI' ? (utr ?? reference) : reference}`,
  writeRow: async (services, actor, row, context) => {
    if (row.channel === 'UPI') return writeStatement(services, actor, row, context)
    const { consumer_no, channel } = row
    if (!consumer_no) return { rejected: 'consumer_no is empty' }
    return writeCounter(services, actor, { ...row, consumer_no, channel }, context)
  },
})

async function writeCounter(
  services: Services,
  actor: SystemActor,
  row: CounterRow,
  { isDryRun, now, batchId }: WriteContext,
): Promise<Outcome> {
  if (isDryRun) return counterWouldBe(services, row)
  await noteOnce(services, batchId, now)
  const { consumer_no: consumerNo, amount_rupees: amountPaise, paid_at: paidAt, channel, reference } = row
  const payment = { consumerNo, amountPaise, paidAt, channel, reference }
  return outcomeOf(row, await recordCounterPayment(services, actor, payment))
}

let noted = ''

/** A file is noted with its first row; what it says stays so for all of them. */
async function noteOnce(services: Services, batchId: string, startedAt: Date): Promise<void> {
  if (noted === batchId) return
  await noteElsewhere(services, startedAt)
  noted = batchId
}

async function writeStatement(
  services: Services,
  actor: SystemActor,
  row: Row,
  { isDryRun }: WriteContext,
): Promise<Outcome> {
  if (isDryRun) return statementWouldBe(services, row)
  const { amount_rupees: amountPaise, paid_at: paidAt, reference, utr = null } = row
  return outcomeOf(row, await recordStatementPayment(services, actor, { reference, utr, amountPaise, paidAt }))
}

type Recorded = Awaited<ReturnType<typeof recordCounterPayment | typeof recordStatementPayment>>
type Refusal = Extract<Recorded, { ok: false }>['reason']
type Named = Pick<Row, 'channel' | 'consumer_no'>

function outcomeOf(row: Named, recorded: Recorded): Outcome {
  if (!recorded.ok) return { rejected: reasonText(row, recorded.reason) }
  return recorded.isRepeat ? 'UNCHANGED' : 'ACCEPTED'
}

function reasonText({ channel, consumer_no }: Named, refusal: Refusal): string {
  switch (refusal) {
    case 'NO_CONNECTION':
      return `consumer_no ${consumer_no} is unknown`
    case 'NOT_POSITIVE':
      return 'amount_rupees is not above zero'
    case 'IN_FUTURE':
      return 'paid_at is in the future'
    case 'REFERENCE_TAKEN':
      return `reference is known from ${channel} with another amount or consumer number`
    case 'AMOUNT_CHANGED':
      return 'this payment is known with another amount; without utr, two of one reference cannot be told apart'
  }
}

/** What recording would say, found out without booking anything. */
async function counterWouldBe({ db, now }: Services, row: CounterRow): Promise<Outcome> {
  const rejected = (refusal: Refusal): Outcome => ({ rejected: reasonText(row, refusal) })
  if (row.amount_rupees === 0n) return rejected('NOT_POSITIVE')
  if (row.paid_at > now()) return rejected('IN_FUTURE')
  const connection = await db.connection.findUnique({ where: { consumerNo: row.consumer_no }, select: { id: true } })
  if (!connection) return rejected('NO_CONNECTION')
  const known = await knownPayment(db, row.channel, row.reference)
  if (!known) return 'ACCEPTED'
  const isSame = known.amountPaise === row.amount_rupees && known.connectionId === connection.id
  return isSame ? 'UNCHANGED' : rejected('REFERENCE_TAKEN')
}

async function statementWouldBe({ db, now }: Services, row: Row): Promise<Outcome> {
  const rejected = (refusal: Refusal): Outcome => ({ rejected: reasonText(row, refusal) })
  if (row.amount_rupees === 0n) return rejected('NOT_POSITIVE')
  if (row.paid_at > now()) return rejected('IN_FUTURE')
  const throughGateway = row.utr ? await findThroughGateway(db, row.utr) : null
  if (throughGateway) return throughGateway.amountPaise === row.amount_rupees ? 'UNCHANGED' : rejected('AMOUNT_CHANGED')
  const { _sum } = await db.payment.aggregate({
    where: { channel: 'UPI_DIRECT', reference: row.utr ?? row.reference },
    _sum: { amountPaise: true },
  })
  if (_sum.amountPaise === null) return 'ACCEPTED'
  return _sum.amountPaise === row.amount_rupees ? 'UNCHANGED' : rejected('AMOUNT_CHANGED')
}

const knownPayment = (db: Services['db'], channel: CounterRow['channel'], reference: string) =>
  db.payment.findUnique({
    where: { channel_reference_share: { channel, reference, share: 0 } },
    select: { amountPaise: true, connectionId: true },
  })
