import type { Locale } from '#lib/units/locale.ts'
import { BOX, borderOf, describedBy, FieldFrame, type Question } from './field.tsx'

/** A question that is answered in sentences; in the language `lang` where that is not the page's. */
export function TextArea(
  props: Question & { defaultValue?: string; rows?: number; lang?: Locale; maxLength?: number },
) {
  const { name, hint, error, defaultValue, rows = 4, lang, maxLength } = props
  return (
    <FieldFrame {...props}>
      <textarea
        id={name}
        name={name}
        lang={lang}
        rows={rows}
        maxLength={maxLength}
        defaultValue={defaultValue}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(name, hint, error)}
        className={`${BOX} py-2.5 ${borderOf(error)}`}
      />
    </FieldFrame>
  )
}
