import { isId } from '#lib/consumers/access.ts'
import type { Services } from '#lib/platform/services.ts'
import { CODE_EVERY_SECONDS, secondsAfter, TRIES_PER_CODE } from './otp-policy.ts'

export type ChallengeView = {
  triesLeft: number
  expiresAt: Date
  /** From when on another code may be asked for. */
  resendFrom: Date
  isOpen: boolean
  /** What the number's phone writes to us before a code is sent; null: it was sent at once. */
  chatWord: string | null
}

/** The state of a code that was asked for, for the page that takes it. The same for known and unknown numbers. */
export async function getChallenge({ db, now }: Services, challengeId: string): Promise<ChallengeView | null> {
  if (!isId(challengeId)) return null
  const challenge = await db.otpChallenge.findUnique({
    where: { id: challengeId },
    select: { tries: true, createdAt: true, expiresAt: true, closedAt: true, chatWord: true },
  })
  if (!challenge) return null
  const { tries, createdAt, expiresAt, closedAt, chatWord } = challenge
  return {
    triesLeft: TRIES_PER_CODE - tries,
    expiresAt,
    resendFrom: secondsAfter(createdAt, CODE_EVERY_SECONDS),
    chatWord,
    isOpen: closedAt === null && expiresAt > now() && tries < TRIES_PER_CODE,
  }
}
