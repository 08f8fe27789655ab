import { linksByOldBill } from '#lib/linking/old-bill.ts'
import type { Locale } from '#lib/units/locale.ts'
import { MESSAGES, type Namespace } from './messages.ts'

/** How the name of a text's other wording ends, for a portal where no old bill links a number. */
export const WITHOUT_OLD_BILL = '_withoutOldBill'

/**
 * The texts of one namespace in one language, as this portal words them: where no old bill links a number, a text that
 * leads to that way gives way to its other wording, which stands below it.
 */
export function wordingsOf(locale: Locale, namespace: Namespace): Record<string, string> {
  const all: Record<string, string> = MESSAGES[locale][namespace]
  if (linksByOldBill()) return all
  const instead = Object.entries(all)
    .filter(([name]) => name.endsWith(WITHOUT_OLD_BILL))
    .map(([name, text]) => [name.slice(0, -WITHOUT_OLD_BILL.length), text])
  return { ...all, ...Object.fromEntries(instead) }
}
