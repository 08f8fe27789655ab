import type { Tx } from '#lib/platform/db.ts'
import type { CheckedFile } from './check-file.ts'

/** Keeps checked files with what was written along with them. */
export async function keepFiles(
  tx: Tx,
  { complaintId, eventId }: { complaintId: string; eventId: bigint },
  files: readonly CheckedFile[],
): Promise<void> {
  if (files.length === 0) return
  await tx.complaintAttachment.createMany({
    data: files.map(({ contentType, bytes }) => ({
      ...{ complaintId, eventId, contentType },
      bytes: new Uint8Array(bytes),
    })),
  })
}
