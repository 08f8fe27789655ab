import { pipeline, type Readable } from 'node:stream'
import { type RecordedUtilityBill, recordUtilityBill } from '#lib/billing/record-utility-bill.ts'
import type { UtilityBill } from '#lib/billing/utility-bill.ts'
import type { SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf } from '#lib/units/ist.ts'
import { rupeesDecimal } from '#lib/units/paise.ts'
import { BatchWriter, type Tally } from './batch-writer.ts'
import { readBill } from './bill-json.ts'
import { ContentMeter } from './content-meter.ts'
import type { Outcome, RowWriter } from './csv-kind.ts'
import { ERRORS_REPORTED, type Ingested, type IngestOptions, type NotIngested } from './ingestion.ts'
import { type JsonLine, jsonLines } from './json-lines.ts'

const BATCH_BILLS = 100

type Rejected = { line: number; reason: string; cells: readonly string[] }

/** Each bill is a transaction of its own: it moves money. */
export const BILL_WRITER = {
  writeRow: async (services, actor, bill, { isDryRun }) =>
    outcomeOf(bill, await recordUtilityBill(services, actor, { bill, isDryRun })),
} satisfies RowWriter<UtilityBill>

/** Takes bills that the utility has computed: one JSON object a line, a consumer's months in order. */
export async function ingestBills(
  services: Services,
  actor: SystemActor,
  { source, name, options }: { source: Readable; name: string; options: IngestOptions },
): Promise<Ingested | NotIngested> {
  if (options.map?.size || options.set?.size || options.shiftDays)
    return { ok: false, reasons: ['--map, --set and --shift-days are for tables, not for bills'] }
  const { isDryRun = false } = options
  const meter = new ContentMeter()
  pipeline(source, meter, () => undefined)
  await options.onHeader?.(['bill'])
  const now = services.now()
  const context = { now, today: dayOf(now), shiftDays: 0, isDryRun, kind: 'bills', source: name }
  const writer = new BatchWriter<UtilityBill>(services, actor, BILL_WRITER, context)
  const sum: Tally = { accepted: 0, unchanged: 0, rejected: 0 }
  const errors: Ingested['errors'] = []

  const flush = async (lines: readonly JsonLine[]) => {
    for (const rejected of await takeBatch(writer, lines, sum)) {
      if (errors.length < ERRORS_REPORTED) errors.push({ line: rejected.line, reason: rejected.reason })
      await options.onRejected?.(rejected)
    }
    options.onProgress?.({ bytes: meter.bytes, rows: sum.accepted + sum.unchanged + sum.rejected })
  }
  let waiting: JsonLine[] = []
  for await (const line of jsonLines(meter)) {
    waiting.push(line)
    if (waiting.length >= BATCH_BILLS) {
      await flush(waiting)
      waiting = []
    }
    if (options.signal?.aborted) break
  }
  await flush(waiting)
  const isInterrupted = options.signal?.aborted ?? false
  const batch = await writer.finish(sum, isInterrupted ? null : meter.digest({ kind: 'bills' }))
  return { ok: true, ...sum, errors, batch, isInterrupted }
}

/** Counts what becomes of some lines into `sum`. Returns what is rejected, in order. */
async function takeBatch(
  writer: BatchWriter<UtilityBill>,
  lines: readonly JsonLine[],
  sum: Tally,
): Promise<Rejected[]> {
  const rejected: Rejected[] = []
  const reject = ({ line, text }: JsonLine, reason: string) => rejected.push({ line, reason, cells: [text] })
  const bills: { line: JsonLine; bill: UtilityBill }[] = []
  for (const line of lines) {
    const read = line.ok ? readBill(line.json) : line
    if (read.ok) bills.push({ line, bill: read.bill })
    else reject(line, read.reason)
  }
  const outcomes = await writer.write(bills.map(({ bill }) => bill))
  for (const [index, { line }] of bills.entries()) {
    const outcome = outcomes[index]
    if (typeof outcome === 'object') reject(line, outcome.rejected)
    else if (outcome === 'ACCEPTED') sum.accepted += 1
    else sum.unchanged += 1
  }
  sum.rejected += rejected.length
  return rejected.sort((a, b) => a.line - b.line)
}

function outcomeOf(bill: UtilityBill, recorded: RecordedUtilityBill): Outcome {
  if (recorded.ok) return recorded.isRepeat ? 'UNCHANGED' : 'ACCEPTED'
  return { rejected: reasonText(bill, recorded) }
}

function reasonText(bill: UtilityBill, refusal: Extract<RecordedUtilityBill, { ok: false }>): string {
  switch (refusal.reason) {
    case 'NOT_ALLOWED':
      return 'only the system takes in bills'
    case 'NO_TARIFF':
      return 'no tariff is loaded, which says what rebates a bill offers'
    case 'UNKNOWN_CONSUMER':
      return `consumerNo ${bill.consumerNo} is unknown`
    case 'NO_TERMS':
      return `category and load of ${bill.consumerNo} are not known for ${bill.periodTo}`
    case 'BILL_NO_TAKEN':
      return `billNo ${bill.billNo} is that of another bill`
    case 'MONTH_TAKEN':
      return `${bill.month} has a bill already, which says something else`
    case 'DOES_NOT_ADD_UP':
      return refusal.words
    case 'LATER_MONTH_BILLED':
      return `${refusal.month} has been billed already`
    case 'PERIOD_OVERLAPS':
      return `periodFrom ${bill.periodFrom} is not after the last bill's period, which ends on ${refusal.on}`
    case 'BILL_DATE_BEFORE_LAST_BILL':
      return `billDate ${bill.billedOn} is before the last bill's, ${refusal.on}`
    case 'BILL_DATE_IN_FUTURE':
      return `billDate ${bill.billedOn} is in the future`
    case 'CARRIES_OTHERWISE': {
      const { code, books } = refusal
      const [says, know] = [refusal.bill, books].map(rupeesDecimal)
      return `${code} says ${says} rupees, by the payments loaded here it is ${know} on ${bill.billedOn}`
    }
  }
}
