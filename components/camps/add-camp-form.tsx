import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Choice, Field } from '#components/ui/field.tsx'
import { namedOption } from '#components/ui/name.tsx'
import type { CampRefusal } from '#lib/camps/save-camp-day.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Which field each refusal is about. */
export const CAMP_ERRORS: Record<CampRefusal | 'BAD_POSITION', string> = {
  NO_PLACE: 'placeHi',
  NO_SUBDIVISION: 'subdivision',
  DAY_IS_PAST: 'heldOn',
  NO_WORKING_DAY: 'heldOn',
  BAD_HOURS: 'opens',
  IS_THERE: 'heldOn',
  BAD_POSITION: 'latitude',
}

type Props = {
  subdivisions: readonly string[]
  /** What was typed before: it names places, and nobody. */
  typed: (name: string) => string | undefined
  error?: { field: string; message: string }
  locale: Locale
}

/** A new camp: place and way in both languages, day, hours, position. */
export function AddCampForm({ subdivisions, typed, error, locale }: Props) {
  const t = textsFor(locale, 'camps')
  const field = (name: string) => ({
    ...{ name, label: t(name), defaultValue: typed(name) },
    error: error?.field === name ? error.message : undefined,
  })
  return (
    <Card title={t('addTitle')} id="add">
      <form method="post" action="/api/desk/camps/add" className="grid max-w-140 gap-4">
        <Field {...field('placeHi')} maxLength={200} />
        <Field {...field('placeEn')} maxLength={200} />
        <Field {...field('directionsHi')} maxLength={200} />
        <Field {...field('directionsEn')} maxLength={200} />
        <Choice {...field('subdivision')} options={subdivisions.map((name) => namedOption(name, name))} />
        <Field {...field('heldOn')} type="date" />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field {...field('opens')} type="time" defaultValue={typed('opens') ?? '10:00'} />
          <Field {...field('closes')} type="time" defaultValue={typed('closes') ?? '16:00'} />
          <Field {...field('latitude')} hint={t('positionHint')} inputMode="decimal" maxLength={12} />
          <Field {...field('longitude')} hint={t('positionHint')} inputMode="decimal" maxLength={12} />
        </div>
        <SubmitButton look="outlined">{t('add')}</SubmitButton>
      </form>
    </Card>
  )
}
