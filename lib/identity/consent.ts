import type { Tx } from '#lib/platform/db.ts'

/** What somebody can agree to. Named by `consent_…` of the privacy texts. */
export const CONSENT_PURPOSES = ['WHATSAPP', 'OFFLINE_COPY', 'PUSH'] as const
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number]
/** Where somebody agreed or took it back, and the words that they had before them. */
export type Asked = { door: 'PORTAL' | 'CHAT'; wording: string }

/** How a consent ends. DEVICE: nobody took it back; no browser is left that it is for. */
export type EndDoor = Asked['door'] | 'DEVICE'

type Of = { mobile: string; purpose: ConsentPurpose; at: Date }

/** Records what a number's owner agreed to. Who agrees again has agreed: the first record holds. */
export async function giveConsent(tx: Tx, { mobile, purpose, at }: Of, { door, wording }: Asked): Promise<void> {
  await holdConsents(tx, mobile)
  await tx.consent.createMany({ data: { mobile, purpose, door, wording, givenAt: at }, skipDuplicates: true })
}

/** Records that it was taken back or has ended; nothing where there was none. */
export async function withdrawConsent(tx: Tx, { mobile, purpose, at }: Of, door: EndDoor): Promise<void> {
  const holding = { mobile, purpose, withdrawnAt: null }
  await tx.consent.updateMany({ where: holding, data: { withdrawnAt: at, withdrawnDoor: door } })
}

/**
 * Takes back what a person agreed to for browsers of theirs, where none is left that it is for: turned off, logged out or
 * forgotten. Called in the transaction that does so; by DEVICE where the person did not.
 */
export async function withdrawUnusedConsents(
  tx: Tx,
  consumerId: string,
  at: Date,
  door: EndDoor = 'PORTAL',
): Promise<void> {
  const uses = {
    OFFLINE_COPY: { keepsCopyUntil: { gt: at } },
    PUSH: { pushEndpoint: { not: null } },
  } as const
  const { mobile } = await mobileOf(tx, consumerId)
  await holdConsents(tx, mobile)
  for (const purpose of ['OFFLINE_COPY', 'PUSH'] as const)
    if ((await tx.knownDevice.count({ where: { consumerId, expiresAt: { gt: at }, ...uses[purpose] } })) === 0)
      await withdrawConsent(tx, { mobile, purpose, at }, door)
}

/**
 * Until the end of the transaction. Who gives one for a browser and who ends it because no browser is left would otherwise
 * not see each other.
 */
async function holdConsents(tx: Tx, mobile: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`consents ${mobile}`}, 0))`
}

/** By what consents are kept. */
export const mobileOf = (tx: Pick<Tx, 'consumer'>, consumerId: string): Promise<{ mobile: string }> =>
  tx.consumer.findUniqueOrThrow({ where: { id: consumerId }, select: { mobile: true } })
