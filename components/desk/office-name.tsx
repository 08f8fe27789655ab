import { languageOf, Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Locale } from '#lib/units/locale.ts'

type Office = { kind: StaffActor['officeKind']; name: string }

/** An office with what it is, "Kokar sub-division"; its name stands as it is on record. */
export function OfficeName({ office, locale }: { office: Office; locale: Locale }) {
  return textsFor(locale, 'desk').rich(`kind_${office.kind}`, {
    name: office.name,
    place: () => (
      <Name key="place" locale={locale}>
        {office.name}
      </Name>
    ),
  })
}

/** The same for a list to choose from, whose lines are of one language each: that of the office's name. */
export function officeOption({ kind, name }: Office): { label: string; lang: Locale } {
  const lang = languageOf(name)
  return { label: textsFor(lang, 'desk').markup(`kind_${kind}`, { name, place: (text) => text }), lang }
}
