import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { PageNewsTexts } from './page-news.tsx'

export function pageNewsTexts(locale: Locale): PageNewsTexts {
  const t = textsFor(locale, 'common')
  return { offline: t('offline'), offlineHeld: t('offlineHeld'), sending: t('sending'), opening: t('opening') }
}
