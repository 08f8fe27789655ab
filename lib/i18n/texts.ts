import { createTranslator } from 'use-intl/core'
import type { Locale } from '#lib/units/locale.ts'
import { MESSAGES, type Namespace } from './messages.ts'

/** A translator for one namespace: `t('key', { name: value })`. Values come formatted; nothing here formats numbers. */
export type Texts = (key: string, values?: Record<string, string | number>) => string

const made = new Map<string, Texts>()

/** The texts of one namespace in one language. Kept, because making a translator costs more than using it. */
export function textsFor(locale: Locale, namespace: Namespace): Texts {
  const name = `${locale}/${namespace}`
  const known = made.get(name)
  if (known) return known
  const translate = createTranslator({
    locale,
    messages: MESSAGES[locale][namespace] as Record<string, string>,
    timeZone: 'Asia/Kolkata',
    // A missing text is a mistake of ours; the tests compare both languages, so it must be loud.
    onError: (error) => {
      throw error
    },
  })
  const texts: Texts = (key, values) => translate(key as never, values as never)
  made.set(name, texts)
  return texts
}
