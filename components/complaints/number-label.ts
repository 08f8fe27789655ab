import type { Category } from '#lib/complaints/catalogue.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** What the number of a thread is called: a complaint's, or an application's. */
export function complaintNumberLabel({ category }: { category: Category }, locale: Locale): string {
  return textsFor(locale, 'complaints')(category.kind === 'SERVICE' ? 'number_SERVICE' : 'number')
}
