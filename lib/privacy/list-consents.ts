import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'

export type ConsentView = {
  id: string
  /** Names its text. */
  purpose: string
  /** The words that were agreed to; empty where nobody kept them. */
  wording: string
  givenAt: Date
  /** Null while it holds. */
  withdrawnAt: Date | null
  /** It was not taken back: no browser was left that it is for. */
  isOver: boolean
}

/** What a person agreed to since their number is theirs, the newest first, with what they took back. */
export async function listConsents({ db }: Services, { consumerId }: ConsumerActor): Promise<ConsentView[]> {
  const { mobile, createdAt, mobileChangedAt } = await db.consumer.findUniqueOrThrow({
    where: { id: consumerId },
    select: { mobile: true, createdAt: true, mobileChangedAt: true },
  })
  const consents = await db.consent.findMany({
    where: { mobile, givenAt: { gte: mobileChangedAt ?? createdAt } },
    orderBy: { givenAt: 'desc' },
    select: { id: true, purpose: true, wording: true, givenAt: true, withdrawnAt: true, withdrawnDoor: true },
  })
  return consents.map(({ withdrawnDoor, ...consent }) => ({ ...consent, isOver: withdrawnDoor === 'DEVICE' }))
}
