import { recordBillIssued } from '#lib/ledger/record-bill-issued.ts'
import type { Tx } from '#lib/platform/db.ts'
import { dayToColumn } from '#lib/units/ist.ts'
import type { BillDraft } from './draft-bill.ts'

/**
 * Writes bills, their lines and their ledger transactions. A bill whose month another process has issued meanwhile meets
 * the unique index and is left out; returns those that were written.
 */
export async function storeBills(tx: Tx, drafts: readonly BillDraft[], issuedAt: Date): Promise<BillDraft[]> {
  const written = await tx.bill.createManyAndReturn({
    data: drafts.map((draft) => billRow(draft, issuedAt)),
    skipDuplicates: true,
    select: { id: true },
  })
  const ids = new Set(written.map(({ id }) => id))
  const stored = drafts.filter(({ id }) => ids.has(id))
  await tx.billLine.createMany({
    data: stored.flatMap(({ id, connectionId, lines }) =>
      lines.map((line, index) => ({ connectionId, billId: id, position: index + 1, ...line })),
    ),
  })
  for (const draft of stored) await recordBillIssued(tx, draft, issuedAt)
  return stored
}

function billRow(draft: BillDraft, issuedAt: Date) {
  const { lines, adjustments, ownPaise, chargedSurchargePaise, advancePaise, openingPaise, registers, load, ...row } =
    draft
  return {
    ...row,
    ...(load && { load }),
    ...(registers && { registers: [...registers] }),
    periodFrom: dayToColumn(row.periodFrom),
    periodTo: dayToColumn(row.periodTo),
    billedOn: dayToColumn(row.billedOn),
    dueOn: dayToColumn(row.dueOn),
    promptUntilOn: row.promptUntilOn && dayToColumn(row.promptUntilOn),
    estimatedOn: row.estimatedOn.map(dayToColumn),
    // Left out and not null: the column would hold the word null of JSON.
    supplyMinutes: row.supplyMinutes ?? undefined,
    issuedAt,
  }
}
