import type { Tx } from '#lib/platform/db.ts'

/**
 * Has the complaints of an officer who may decide there no more wait for another, decided ones too, which may be opened
 * again. Called in the transaction that disables, moves or demotes the account. Returns how many there were.
 */
export async function leaveComplaints(tx: Tx, staffId: string): Promise<number> {
  return (await tx.complaint.updateMany({ where: { assignedTo: staffId }, data: { assignedTo: null } })).count
}
