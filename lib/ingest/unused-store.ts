import type { Services } from '#lib/platform/services.ts'
import type { Outcome, RowWriter } from './csv-kind.ts'
import { type DescriptorSet, descriptorProfile } from './meter-data-layout.ts'

export type UnusedRow = { id: string; profileType: string; path: string; rest: unknown }

/** Keeps what was not used; a part that is known, by its content, is not kept twice. */
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
    return rows.map(({ id }): Outcome => (known.has(id) ? 'UNCHANGED' : 'ACCEPTED'))
  },
} satisfies RowWriter<UnusedRow>

/** The set of descriptors that files before have said last by this name. */
export async function keptSet({ db }: Services, name: string): Promise<DescriptorSet | undefined> {
  const row = await db.unusedPart.findFirst({
    where: { profileType: 'DESCRIPTOR', rest: { path: ['payloadDescriptorSets'], array_contains: [{ name }] } },
    orderBy: [{ receivedAt: 'desc' }, { id: 'asc' }],
    select: { rest: true },
  })
  const read = row && descriptorProfile.safeParse(row.rest)
  return read?.success ? read.data.payloadDescriptorSets.find((set) => set.name === name) : undefined
}
