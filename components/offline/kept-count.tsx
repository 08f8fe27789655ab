import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Where somebody has more connections than a device keeps: that the others are not among what it keeps. */
export function KeptCount({ kept, all, locale }: { kept: number; all: number; locale: Locale }) {
  if (all <= kept) return null
  return <p className="text-text-2">{textsFor(locale, 'offline')('keptFirst', { kept, all })}</p>
}
