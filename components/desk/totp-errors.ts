import type { Texts } from '#lib/i18n/texts.ts'

/** What is wrong with the authenticator's code; undefined for nothing. */
export function totpError(t: Texts, error: string | undefined, triesLeft: number): string | undefined {
  const key = `totp_${error}`
  return error && /^[a-z-]+$/.test(error) && t.has(key) ? t(key, { triesLeft }) : undefined
}

const PROOF_ERRORS = ['unreadable', 'wrong', 'used', 'locked', 'locked-today'] as const

/** Whether a refusal is one of a code that an officer gave once more. */
export const isProofError = (error: unknown): error is (typeof PROOF_ERRORS)[number] =>
  PROOF_ERRORS.some((known) => known === error)

/** The same where an officer who is logged in gives a code once more: no tries are counted down. */
export function proofError(t: Texts, error: unknown): string | undefined {
  if (!isProofError(error)) return undefined
  return t(error === 'wrong' ? 'proof_wrong' : `totp_${error}`)
}
