import { BOX, borderOf, describedBy, FieldFrame, type Question } from './field.tsx'

/** A question that is answered in sentences. */
export function TextArea(props: Question & { defaultValue?: string; rows?: number }) {
  const { name, hint, error, defaultValue, rows = 4 } = props
  return (
    <FieldFrame {...props}>
      <textarea
        id={name}
        name={name}
        rows={rows}
        defaultValue={defaultValue}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(name, hint, error)}
        className={`${BOX} py-2.5 ${borderOf(error)}`}
      />
    </FieldFrame>
  )
}
