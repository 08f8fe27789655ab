import { textsFor } from '#lib/i18n/texts.ts'
import { formatTime } from '#lib/units/display.ts'
import { type IstDay, startOfDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'

/** From when to when a camp is open, in words. */
export function campHours(
  { heldOn, opensAtMinute, closesAtMinute }: { heldOn: IstDay; opensAtMinute: number; closesAtMinute: number },
  locale: Locale,
): string {
  const at = (minute: number) => formatTime(new Date(startOfDay(heldOn).getTime() + minute * 60_000), locale)
  return textsFor(locale, 'camps')('hours', { from: at(opensAtMinute), to: at(closesAtMinute) })
}
