import { textsFor } from '#lib/i18n/texts.ts'
import { LOCALES } from '#lib/units/locale.ts'
import type { BillLabels } from './photo-facts.ts'

/** The labels that our own papers carry, in each language. */
export function billLabels(): BillLabels {
  const inAll = (key: string) => LOCALES.map((locale) => textsFor(locale, 'pdf')(key))
  return { consumerNo: inAll('consumerNo'), meterNo: inAll('meterNo'), billNo: inAll('billNo') }
}
