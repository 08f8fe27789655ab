import type { Texts } from '#lib/i18n/texts.ts'

/** The button that asks for a code to the number on record. */
export const ON_RECORD = 'onRecord'

/** The field that a refusal in `?error=…` is about; the address says nothing about the person. */
const FIELDS: Record<string, string> = {
  'consumerNo-missing': 'consumerNo',
  'consumerNo-unreadable': 'consumerNo',
  'consumerNo-too-many': 'consumerNo',
  'mobile-missing': 'mobile',
  'mobile-digits': 'mobile',
  'mobile-unreadable': 'mobile',
  gone: 'consumerNo',
  closed: ON_RECORD,
  'no-meter': 'meterNo',
  'no-bill': 'amount',
  'unreadable-amount': 'amount',
  'unreadable-date': 'billedOn',
  zero: 'billedOn',
  'too-many-tries': 'meterNo',
  'too-many-codes': 'meterNo',
  wait: 'meterNo',
  busy: 'meterNo',
  'photo-missing': 'photo',
  'photo-too-big': 'photo',
  'photo-not-a-picture': 'photo',
  'photo-too-many-pixels': 'photo',
  'photo-too-dark': 'photo',
  'photo-unreadable': 'photo',
  'photo-other-code': 'photo',
  'photo-other-bill': 'photo',
  'photo-too-many': 'photo',
  'photo-busy': 'photo',
  'photo-too-slow': 'photo',
  'photo-failed': 'photo',
  'photo-infected': 'photo',
  'photo-not-scanned': 'photo',
}

/**
 * What is wrong with a step before the codes; undefined for nothing. `digits` is how many a mobile number had, `size` how
 * many megabytes a photo may have.
 */
export function linkError(
  t: Texts,
  error: string | undefined,
  { digits, size = 0 }: { digits?: string; size?: number } = {},
): { field: string; message: string } | undefined {
  const field = error && Object.hasOwn(FIELDS, error) ? FIELDS[error] : undefined
  if (!error || !field) return undefined
  const facts = { digits: digits?.replace(/\D/g, '').slice(0, 2) ?? '', size }
  return { field, message: t(`e_${error.replaceAll('-', '_')}`, facts) }
}
