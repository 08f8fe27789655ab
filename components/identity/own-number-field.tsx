import { Field } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { OwnNumber } from '#lib/identity/own-number.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { own?: OwnNumber | null; error?: string; locale: Locale }

/** Beside a code, while codes are guessed over many numbers: another number of the person's. Nothing at other times. */
export function OwnNumberField({ own, error, locale }: Props) {
  if (!own) return null
  const t = textsFor(locale, 'login')
  const input = own === 'mobile' ? ({ inputMode: 'tel', autoComplete: 'tel-national' } as const) : {}
  return <Field name="own" label={t(`own_${own}`)} hint={t(`own_${own}Hint`)} error={error} maxLength={40} {...input} />
}
