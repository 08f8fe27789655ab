import type { Texts } from '#lib/i18n/texts.ts'

/** The short word for a refusal in `?error=…` and the key of its text; the address says nothing about the person. */
const NAME_ERRORS: Record<string, string> = {
  missing: 'missing',
  digits: 'digits',
  unreadable: 'unreadable',
  wait: 'wait',
  busy: 'busy',
  'too-many-codes': 'tooManyCodes',
}
const CODE_ERRORS: Record<string, string> = {
  unreadable: 'codeUnreadable',
  wrong: 'wrong',
  spent: 'spent',
  expired: 'expired',
  locked: 'locked',
  'locked-today': 'lockedToday',
  wait: 'wait',
  busy: 'busy',
  'too-many-codes': 'tooManyCodes',
  more: 'more',
}

/** What is wrong with the number that was typed; undefined for nothing. `digits` is how many there were. */
export function nameError(t: Texts, error: string | undefined, digits: string | undefined): string | undefined {
  const key = textKey(NAME_ERRORS, error)
  return key && t(key, { digits: digits?.replace(/\D/g, '').slice(0, 2) ?? '' })
}

const PASSKEY_ERRORS: Record<string, string> = {
  'passkey-expired': 'e_login_expired',
  'passkey-unknown': 'e_login_unknown',
  'passkey-unproven': 'e_login_unproven',
  'passkey-limited': 'e_login_limited',
}

/** Why a device's key did not log in; undefined for nothing. */
export function passkeyError(t: Texts, error: string | undefined): string | undefined {
  const key = textKey(PASSKEY_ERRORS, error)
  return key && t(key)
}

/** What is wrong with the code, or with the number asked for beside it (`own`); undefined for nothing. */
export function codeError(t: Texts, error: string | undefined, triesLeft: number, own?: unknown): string | undefined {
  const key = textKey(CODE_ERRORS, error)
  return key && t(own && key === 'wrong' ? 'wrongOwn' : key, { triesLeft })
}

/** Below which of the two boxes it stands. */
export const codeFieldOf = (error: string | undefined): 'code' | 'own' => (error === 'more' ? 'own' : 'code')

function textKey(keys: Record<string, string>, error: string | undefined): string | undefined {
  return error && Object.hasOwn(keys, error) ? keys[error] : undefined
}
