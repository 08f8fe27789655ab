import { complaintCatalogue } from '#lib/complaints/catalogue.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'

/** What the settings are called that belong to a category of complaints or to a saved reply. */
export function settingNames(locale: Locale): ReadonlyMap<string, string> {
  const { categories, replies } = complaintCatalogue()
  const t = textsFor(locale, 'settings')
  return new Map([
    ...categories.map(({ key, name }): [string, string] => [`HOURS:${key}`, inLanguage(name, locale)]),
    ...replies.map(({ key }, index): [string, string] => [`REPLY:${key}`, t('replyName', { number: index + 1 })]),
  ])
}
