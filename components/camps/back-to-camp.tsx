import { textsFor } from '#lib/i18n/texts.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'

type Props = { camps: readonly { id: string; place: { hi: string; en: string } }[]; locale: Locale }

/** The way back to the queue for an officer whom a number to link has led away from it. */
export function BackToCamp({ camps, locale }: Props) {
  const t = textsFor(locale, 'camps')
  return camps.map(({ id, place }) => (
    <p key={id} className="-my-2">
      <a href={`/desk/camps/${id}`} className="link inline-flex min-h-11 items-center">
        {t('backTo', { place: inLanguage(place, locale) })}
      </a>
    </p>
  ))
}
