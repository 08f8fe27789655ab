import type { Tx } from '#lib/platform/db.ts'

/** A person's change of login number, for what was made by the old one to follow. */
export type MovedNumber = {
  consumerId: string
  oldMobile: string
  newMobile: string
  /** From when on the old number was this person's: what it did before is somebody else's. */
  since: Date
}

/** Reads since when the old number was theirs; called before the number changes. */
export async function movedNumber(
  tx: Tx,
  { consumerId, oldMobile, newMobile }: Omit<MovedNumber, 'since'>,
): Promise<MovedNumber> {
  const { createdAt, mobileChangedAt } = await tx.consumer.findUniqueOrThrow({
    where: { id: consumerId },
    select: { createdAt: true, mobileChangedAt: true },
  })
  return { consumerId, oldMobile, newMobile, since: mobileChangedAt ?? createdAt }
}
