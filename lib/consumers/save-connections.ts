import { randomUUID } from 'node:crypto'
import { planFittings } from '#lib/metering/fit-meters.ts'
import type { Tx } from '#lib/platform/db.ts'
import { dayFromColumn, dayOf, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import type { Paise } from '#lib/units/paise.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { linkMasterMobiles, type MasterMobile } from './link-master-mobiles.ts'
import { saveTerms, type Terms } from './save-terms.ts'

/** A row of the utility's master file. Null: there is none. Undefined: the file does not say, what is known stays. */
export type MasterRecord = {
  consumerNo: string
  holderName: string
  mobile: Mobile | null | undefined
  address: string
  subdivision: string
  feeder: string | null | undefined
  phase: 'SINGLE' | 'THREE'
  connectedOn: IstDay | null | undefined
  securityDepositPaise: Paise | null | undefined
  terms: Terms
  meter: { serialNo: string; intervalMinutes: number | null | undefined; fittedOn?: IstDay | undefined }
}
export type SavedConnection = { ok: true; isChanged: boolean } | { ok: false; reason: string }

/** A record beside what is known of its connection; `id` is new where nothing is. */
type Match = { record: MasterRecord; id: string; known: KnownConnection | undefined }

/**
 * Makes connections, their terms, meters and numbers on record equal to the master file, each consumer number named
 * once. Changed terms and another meter count from today, so that the past stays as it was billed. A record whose meter
 * cannot be fitted is refused as a whole. Returns an outcome a record, in order.
 */
export async function saveConnections(tx: Tx, records: readonly MasterRecord[], now: Date): Promise<SavedConnection[]> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('master file'))`
  const known = await knownConnections(tx, records)
  const all = records.map((record): Match => {
    const found = known.get(record.consumerNo)
    return { record, known: found, id: found?.id ?? randomUUID() }
  })
  const today = dayOf(now)
  const wishes = all.map(({ record, id }) => ({ connectionId: id, ...record, ...record.meter }))
  const fittings = await planFittings(tx, wishes, today)
  const taken = all.filter(({ id }) => fittings.outcomes.get(id)?.ok)

  const changed = await writeConnections(tx, taken, now)
  const termsChanged = await saveTerms(
    tx,
    taken.map(({ id, record }) => ({ connectionId: id, terms: record.terms, connectedOn: record.connectedOn ?? null })),
    today,
  )
  await fittings.apply()
  const mobiles = taken.flatMap(({ id, record: { mobile } }): MasterMobile[] =>
    mobile === undefined ? [] : [{ connectionId: id, mobile }],
  )
  const linksChanged = await linkMasterMobiles(tx, mobiles, now)
  return all.map(({ id }): SavedConnection => {
    const fitting = fittings.outcomes.get(id)
    if (!fitting?.ok) return { ok: false, reason: fitting?.reason ?? 'meter_no could not be fitted' }
    return {
      ok: true,
      isChanged: fitting.isChanged || [changed, termsChanged, linksChanged].some((ids) => ids.has(id)),
    }
  })
}

type KnownConnection = Awaited<ReturnType<typeof knownConnections>> extends Map<string, infer Known> ? Known : never

async function knownConnections(tx: Tx, records: readonly MasterRecord[]) {
  const rows = await tx.connection.findMany({
    where: { consumerNo: { in: records.map(({ consumerNo }) => consumerNo) } },
    select: {
      id: true,
      consumerNo: true,
      holderName: true,
      address: true,
      subdivision: true,
      feeder: true,
      phase: true,
      connectedOn: true,
      securityDepositPaise: true,
    },
  })
  return new Map(
    rows.map(({ connectedOn, ...row }) => [
      row.consumerNo,
      { ...row, connectedOn: connectedOn && dayFromColumn(connectedOn) },
    ]),
  )
}

/** Returns the connections that are new or different. */
async function writeConnections(tx: Tx, matches: readonly Match[], now: Date): Promise<Set<string>> {
  const fresh = matches.filter(({ known }) => !known)
  const changed = matches.filter(({ record, known }) => known && isDifferent(record, known))
  if (fresh.length > 0) {
    await tx.connection.createMany({
      data: fresh.map(({ id, record }) => ({
        id,
        consumerNo: record.consumerNo,
        ...columns(record),
        createdAt: now,
        updatedAt: now,
      })),
    })
  }
  for (const { id, record } of changed) {
    await tx.connection.update({ where: { id }, data: { ...columns(record), updatedAt: now }, select: { id: true } })
  }
  return new Set([...fresh, ...changed].map(({ id }) => id))
}

function columns({ holderName, address, subdivision, feeder, phase, connectedOn, securityDepositPaise }: MasterRecord) {
  const column = connectedOn ? dayToColumn(connectedOn) : connectedOn
  return { holderName, address, subdivision, feeder, phase, connectedOn: column, securityDepositPaise }
}

function isDifferent(record: MasterRecord, known: NonNullable<Match['known']>): boolean {
  const names = [
    'holderName',
    'address',
    'subdivision',
    'feeder',
    'phase',
    'connectedOn',
    'securityDepositPaise',
  ] as const
  return names.some((name) => record[name] !== undefined && record[name] !== known[name])
}
