import { textsFor } from '#lib/i18n/texts.ts'
import type { RefundWait } from '#lib/linking/cooling.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Why a refund cannot be agreed to yet, since when and until when. */
export function refundWait({ why, since, until }: RefundWait, locale: Locale): string {
  const times = { since: formatInstant(since, locale), until: formatInstant(until, locale) }
  return textsFor(locale, 'desk')(`waits_${why}`, times)
}
