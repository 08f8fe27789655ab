import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { formatRupees, type Paise, paise, sumPaise } from '#lib/units/paise.ts'
import type { SettlementBucket } from '#prisma/generated/client.ts'
import { raiseAlarm } from './raise-alarm.ts'

const DAY_MS = 86_400_000
/** How many of a bucket are named; the counts are of all. */
const NAMED = 100

type Bucket = { count: number; paise: number; named: string[] }

/** The four buckets. Sums are in paise; of what differs, as the file tells it. */
export type SettlementBuckets = {
  matched: Bucket & { bankPaise: number; feePaise: number; taxPaise: number }
  /** Captured by our books longer ago than settling takes, and in no file yet. */
  missingThere: Bucket
  /** In the file, and unknown to our books. */
  missingHere: Bucket
  amountDiffers: Bucket
}

/**
 * What the books say of the settlements of a file, and of payments that should stand in one by now; stored with the
 * file's batch. A payment that no file has for too long raises an alarm, once.
 */
export async function reportSettlement(
  { db, now }: Services,
  { batchId, settlementIds }: { batchId: string; settlementIds: readonly string[] },
): Promise<SettlementBuckets> {
  return db.$transaction(async (tx) => {
    const lines = await tx.settlementLine.findMany({
      where: { settlementId: { in: [...settlementIds] } },
      orderBy: [{ settledAt: 'asc' }, { entityId: 'asc' }],
      select: {
        ...{ entityId: true, kind: true, bucket: true, amountPaise: true, feePaise: true, taxPaise: true },
      },
    })
    const of = (bucket: SettlementBucket) => lines.filter((line) => line.bucket === bucket)
    const matched = of('MATCHED')
    const signed = matched.map(({ kind, amountPaise, feePaise }) =>
      paise(kind === 'PAYMENT' ? amountPaise - feePaise : -amountPaise - feePaise),
    )
    const missing = await missingThere(tx)
    for (const { entityId, amountPaise } of missing) {
      const detail = { here: formatRupees(paise(amountPaise)), there: 'nothing' }
      await raiseAlarm(tx, 'SETTLEMENT', entityId, { at: now(), detail })
    }
    const buckets: SettlementBuckets = {
      matched: {
        ...bucketOf(matched),
        bankPaise: Number(sumPaise(signed)),
        feePaise: Number(sumPaise(matched.map(({ feePaise, taxPaise }) => paise(feePaise - taxPaise)))),
        taxPaise: Number(sumPaise(matched.map(({ taxPaise }) => paise(taxPaise)))),
      },
      missingThere: bucketOf(missing),
      missingHere: bucketOf(of('MISSING_HERE')),
      amountDiffers: bucketOf(of('AMOUNT_DIFFERS')),
    }
    await tx.settlementReport.create({ data: { batchId, at: now(), buckets }, select: { batchId: true } })
    return buckets
  })
}

type Told = { entityId: string; amountPaise: bigint }

/**
 * The books' payments through the gateway that no file has. Files have come since a day, and settling takes some: what
 * was captured before the first file, or within those days of the last, is not missed.
 */
async function missingThere(tx: Tx): Promise<Told[]> {
  const { _min, _max } = await tx.settlementLine.aggregate({ _min: { settledAt: true }, _max: { settledAt: true } })
  if (!_min.settledAt || !_max.settledAt) return []
  const patienceMs = env().settlementDays * DAY_MS
  const [from, until] = [_min.settledAt.getTime(), _max.settledAt.getTime() - patienceMs]
  return tx.$queryRaw<Told[]>`
    select p."reference" as "entityId", sum(p."amountPaise")::bigint as "amountPaise" from "Payment" p
    where p."channel" = 'UPI' and p."paidAt" >= ${new Date(from)} and p."paidAt" < ${new Date(until)}
      and not exists (select 1 from "SettlementLine" s where s."entityId" = p."reference")
    group by p."reference" order by min(p."paidAt"), p."reference"`
}

const bucketOf = (lines: readonly Told[]): Bucket => ({
  count: lines.length,
  paise: Number(sumPaise(lines.map(({ amountPaise }) => paise(amountPaise)))),
  named: lines.slice(0, NAMED).map(({ entityId }) => entityId),
})

/** The report as the command prints it, a bucket a line and below it whom it is about. */
export function settlementText({ matched, missingThere, missingHere, amountDiffers }: SettlementBuckets): string {
  const line = (name: string, { count, paise: sum }: Bucket, more = '') =>
    `${name.padEnd(15)} ${String(count).padStart(7)}  ${rupees(sum).padStart(16)}${more}`
  const named = ({ count, named }: Bucket) => [
    ...named.slice(0, 10).map((id) => `                ${id}`),
    ...(count > 10 ? [`                and ${count - Math.min(10, named.length)} more`] : []),
  ]
  const { bankPaise, feePaise, taxPaise } = matched
  return [
    line('matched', matched, `  (bank ${rupees(bankPaise)}, fees ${rupees(feePaise)}, tax ${rupees(taxPaise)})`),
    line('missing there', missingThere),
    ...named(missingThere),
    line('missing here', missingHere),
    ...named(missingHere),
    line('amount differs', amountDiffers),
    ...named(amountDiffers),
    '',
  ].join('\n')
}

const rupees = (amount: number): string => formatRupees(paise(amount) as Paise)
