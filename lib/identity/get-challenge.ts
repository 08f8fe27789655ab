import { isId } from '#lib/consumers/access.ts'
import type { Services } from '#lib/platform/services.ts'
import { CODE_EVERY_SECONDS, secondsAfter, TRIES_PER_CODE } from './otp-policy.ts'

export type ChallengeView = {
  triesLeft: number
  expiresAt: Date
  /** From when on another code may be asked for. */
  resendFrom: Date
  isOpen: boolean
  /** A code was asked for; none yet where the number's phone writes to us first. */
  hasCode: boolean
  /** What the number's phone may write to us for a code; null: nothing. */
  chatWord: string | null
  /** It has written. */
  isWritten: boolean
}

/** The state of a code that was asked for, for the page that takes it. The same for known and unknown numbers. */
export async function getChallenge({ db, now }: Services, challengeId: string): Promise<ChallengeView | null> {
  if (!isId(challengeId)) return null
  const challenge = await db.otpChallenge.findUnique({
    where: { id: challengeId },
    select: {
      ...{ tries: true, createdAt: true, expiresAt: true, closedAt: true },
      ...{ chatWord: true, byChat: true, isSent: true },
    },
  })
  if (!challenge) return null
  const { tries, createdAt, expiresAt, closedAt, chatWord, byChat, isSent } = challenge
  return {
    triesLeft: TRIES_PER_CODE - tries,
    expiresAt,
    resendFrom: secondsAfter(createdAt, CODE_EVERY_SECONDS),
    hasCode: !byChat || isSent,
    chatWord,
    isWritten: byChat && isSent,
    isOpen: closedAt === null && expiresAt > now() && tries < TRIES_PER_CODE,
  }
}

/** Whether the code of a challenge can still be given. */
export async function isChallengeOpen(services: Services, challengeId: string): Promise<boolean> {
  return (await getChallenge(services, challengeId))?.isOpen === true
}
