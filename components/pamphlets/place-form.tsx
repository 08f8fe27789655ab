import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Choice, Field } from '#components/ui/field.tsx'
import { namedOption } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { LONGEST_NAME, type PlaceRefusal } from '#lib/pamphlets/make-place.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Which field each refusal is about. */
export const PLACE_ERRORS: Record<PlaceRefusal, string> = { NO_NAME: 'nameHi', NOT_YOURS: 'subdivision' }

type Props = {
  /** Made with the page: a form sent twice makes one place. */
  id: string
  subdivisions: readonly string[]
  /** What was typed before: it names places, and nobody. */
  typed: (name: string) => string | undefined
  error?: { field: string; message: string }
  locale: Locale
}

/** A new place for pamphlets: its name in both languages, and whose it is. */
export function PlaceForm({ id, subdivisions, typed, error, locale }: Props) {
  const t = textsFor(locale, 'pamphlet')
  const field = (name: string) => ({
    ...{ name, label: t(name), defaultValue: typed(name) },
    error: error?.field === name ? error.message : undefined,
  })
  return (
    <Card title={t('addTitle')} id="add">
      <form method="post" action="/api/desk/pamphlets/add" className="grid max-w-140 gap-4">
        <input type="hidden" name="id" value={id} />
        <Field {...field('nameHi')} hint={t('nameHint')} maxLength={LONGEST_NAME} />
        <Field {...field('nameEn')} maxLength={LONGEST_NAME} />
        <Choice {...field('subdivision')} options={subdivisions.map((name) => namedOption(name, name))} />
        <SubmitButton look="outlined">{t('add')}</SubmitButton>
      </form>
    </Card>
  )
}
