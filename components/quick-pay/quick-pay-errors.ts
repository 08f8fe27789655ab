import { nameError } from '#components/identity/login-errors.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { PageError } from './quick-pay-page.tsx'

/** The short word for a refusal in `?error=…`, the field that it is about and the key of its text. */
const ERRORS: Record<string, { field: string; key: string }> = {
  missing: { field: 'consumerNo', key: 'e_missing' },
  unreadable: { field: 'consumerNo', key: 'e_unreadable' },
  'too-many': { field: 'consumerNo', key: 'e_tooMany' },
  NOT_CONFIRMED: { field: 'confirm', key: 'e_notConfirmed' },
  CHANGED: { field: 'confirm', key: 'e_changed' },
}

/** What is wrong on a page of paying without a login; undefined for nothing. */
export function quickPayError(word: string | undefined, locale: Locale): PageError | undefined {
  if (word === undefined) return undefined
  const found = Object.hasOwn(ERRORS, word) ? ERRORS[word] : undefined
  if (found) return { field: found.field, message: textsFor(locale, 'quickpay')(found.key) }
  const message = nameError(textsFor(locale, 'login'), word, undefined)
  return message ? { field: 'see-bill', message } : undefined
}
