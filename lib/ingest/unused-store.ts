import type { Db, Tx } from '#lib/platform/db.ts'
import type { Outcome, RowWriter } from './csv-kind.ts'
import { type DescriptorSet, descriptorProfile } from './meter-data-layout.ts'

export type UnusedRow = { id: string; profileType: string; path: string; rest: unknown }

/**
 * Keeps what was not used; a part that is known, by its content, is not kept twice. Of a descriptor that is said again it is
 * kept when that was: the last word holds.
 */
export const UNUSED_WRITER = {
  writeBatch: async (tx, rows, { batchId, now }) => {
    const found = await tx.unusedPart.findMany({
      where: { id: { in: rows.map(({ id }) => id) } },
      select: { id: true },
    })
    const known = new Set(found.map(({ id }) => id))
    await tx.unusedPart.createMany({
      data: rows.map(({ rest, ...row }) => ({ ...row, rest: rest as object, batchId, receivedAt: now })),
      skipDuplicates: true,
    })
    const saidAgain = rows.filter(({ id, profileType }) => profileType === 'DESCRIPTOR' && known.has(id))
    await tx.unusedPart.updateMany({
      where: { id: { in: saidAgain.map(({ id }) => id) }, receivedAt: { lt: now } },
      data: { batchId, receivedAt: now },
    })
    return rows.map(({ id }): Outcome => (known.has(id) ? 'UNCHANGED' : 'ACCEPTED'))
  },
} satisfies RowWriter<UnusedRow>

/** The set of descriptors that files of a source before have said last by this name; of any source where this one never did. */
export async function keptSet(db: Db | Tx, name: string, source: string): Promise<DescriptorSet | undefined> {
  const find = (batch: { source?: string }) =>
    db.unusedPart.findFirst({
      where: {
        ...{ profileType: 'DESCRIPTOR', batch },
        rest: { path: ['payloadDescriptorSets'], array_contains: [{ name }] },
      },
      orderBy: [{ receivedAt: 'desc' }, { id: 'asc' }],
      select: { rest: true },
    })
  // Systems that know nothing of each other may use one name for two things.
  const row = (await find({ source })) ?? (await find({}))
  const read = row && descriptorProfile.safeParse(row.rest)
  return read?.success ? read.data.payloadDescriptorSets.find((set) => set.name === name) : undefined
}
