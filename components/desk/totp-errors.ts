import type { Texts } from '#lib/i18n/texts.ts'

/** What is wrong with the authenticator's code; undefined for nothing. */
export function totpError(t: Texts, error: string | undefined, triesLeft: number): string | undefined {
  const key = `totp_${error}`
  return error && /^[a-z-]+$/.test(error) && t.has(key) ? t(key, { triesLeft }) : undefined
}
