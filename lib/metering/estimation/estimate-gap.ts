import { randomUUID } from 'node:crypto'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import { env } from '#lib/platform/env.ts'
import { isPassing } from '#lib/platform/errors.ts'
import type { Services } from '#lib/platform/services.ts'
import { connectionOfOffice, noteOtherOffice } from '#lib/staff/access.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { dayToColumn, type IstDay } from '#lib/units/ist.ts'
import type { EstimationMethod } from '#prisma/generated/client.ts'
import { lockBlockDays } from '../block-day-rows.ts'
import { voltageBand } from '../block-sums.ts'
import { storeBlocks } from '../store-blocks.ts'
import { type EstimateRefusal, planEstimate } from './plan-estimate.ts'

/**
 * NOT_FOUND: nothing of the officer's, or no leave. CHANGED: no longer what the officer saw. BUSY: a file is being taken,
 * which holds the turn of readings for minutes.
 */
export type EstimatedGap =
  | { ok: true; blocks: number }
  | { ok: false; reason: 'NOT_FOUND' | 'CHANGED' | 'BUSY' | EstimateRefusal }

const ENERGY_ALONE = {
  ...{ apparentVah: null, voltageDv: null, currentMa: null, frequencyMhz: null, powerFactorMilli: null },
  outageMinutes: null,
}

/**
 * Fills the missing blocks of a meter's day as the officer saw it, marked as estimated and with the method that it was.
 * What was measured stays untouched: blocks are planned again under the lock that every writer of blocks takes, so what
 * has come since the officer looked is seen, and two officers at once fill a gap once. What the meter sends later takes
 * the estimate's place, which is kept as any value that was replaced.
 */
export async function estimateGap(
  services: Services,
  actor: StaffActor,
  asked: { connectionId: string; meterId: string; on: IstDay; method: EstimationMethod; digest: string },
): Promise<EstimatedGap> {
  const { db, now } = services
  const { connectionId, meterId, on, method, digest } = asked
  if (!isId(connectionId) || !isId(meterId)) return { ok: false, reason: 'NOT_FOUND' }
  if (!(await authorise(services, actor, 'reading.decide', connectionId))) return { ok: false, reason: 'NOT_FOUND' }
  const where = connectionOfOffice(actor, connectionId)
  if ((await db.connection.count({ where })) === 0) {
    await noteOtherOffice(services, actor, { connectionId, wanted: 'reading.decide' })
    return { ok: false, reason: 'NOT_FOUND' }
  }
  const at = now()
  const estimating = db.$transaction(async (tx): Promise<EstimatedGap> => {
    await tx.$executeRaw`set local lock_timeout = '2s'`
    await lockBlockDays(tx)
    const key = { connectionId, meterId, onDay: on }
    const plan = await planEstimate(tx, key, method)
    if (!plan.ok) return plan
    if (plan.digest !== digest) return { ok: false, reason: 'CHANGED' }
    const batchId = randomUUID()
    const { values, basis } = plan
    const count = values.length
    await tx.ingestBatch.create({
      data: {
        ...{ id: batchId, kind: 'estimation', source: 'desk', contentHash: digest, accepted: count },
        ...{ startedAt: at, finishedAt: at, validatedAt: at },
      },
      select: { id: true },
    })
    const { intervalMinutes } = plan
    await storeBlocks(
      tx,
      values.map((value) => ({ ...ENERGY_ALONE, ...value, ...key, intervalMinutes, isEstimated: true })),
      { batchId, receivedAt: at, band: voltageBand(env().voltage) },
    )
    const onDay = dayToColumn(on)
    await tx.readingEstimation.create({
      data: {
        ...{ connectionId, meterId, onDay, batchId, method, basis, estimatedBy: actor.staffId, estimatedAt: at },
        blocks: values.map(({ block }) => block),
        energyWh: values.map(({ energyWh }) => energyWh),
      },
      select: { batchId: true },
    })
    await tx.readingFlag.updateMany({
      where: { connectionId, meterId, onDay, rule: 'GAP', closedAt: null },
      data: { decision: 'ESTIMATED', closedAt: at, closedBy: actor.staffId },
    })
    const detail = { batch: batchId, day: on, method, blocks: count }
    await recordAudit(tx, actor, 'reading.estimated', { at, connectionId, detail })
    return { ok: true, blocks: count }
  })
  return estimating.catch((error): EstimatedGap => {
    if (isPassing(error)) return { ok: false, reason: 'BUSY' }
    throw error
  })
}
