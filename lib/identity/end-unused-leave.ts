import type { Services } from '#lib/platform/services.ts'
import { withdrawUnusedConsents } from './consent.ts'

/** At most so many browsers a minute: a backlog of months must not hold a round for long. */
const AT_ONCE = 200

/**
 * Ends what people agreed to for browsers whose time is over: a copy past its day, a browser that is known no longer. So the
 * record says of nothing that it holds which does not. Run every minute; two at once do no harm. Returns how many it ended.
 */
export async function endUnusedLeave({ db, now }: Services): Promise<number> {
  const at = now()
  const over = await db.knownDevice.findMany({
    where: { OR: [{ keepsCopyUntil: { lte: at } }, { expiresAt: { lte: at } }] },
    take: AT_ONCE,
    select: { consumerId: true, id: true },
  })
  for (const { consumerId, id } of over)
    await db.$transaction(async (tx) => {
      await tx.knownDevice.deleteMany({ where: { consumerId, id, expiresAt: { lte: at } } })
      const where = { consumerId, id, keepsCopyUntil: { lte: at } }
      await tx.knownDevice.updateMany({ where, data: { keepsCopyUntil: null } })
      await withdrawUnusedConsents(tx, consumerId, at, 'DEVICE')
    })
  return over.length
}
