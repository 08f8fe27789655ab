import { describedBy, FieldFrame, type Question } from './field.tsx'

/** Asks for files. On a phone `image/*` offers the camera too; `camera` opens it without asking. */
export function FileField(props: Question & { accept: string; multiple?: boolean; camera?: boolean }) {
  const { name, hint, error, accept, multiple, camera } = props
  return (
    <FieldFrame {...props}>
      <input
        id={name}
        name={name}
        type="file"
        accept={accept}
        multiple={multiple}
        capture={camera ? 'environment' : undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(name, hint, error)}
        className="min-h-13 w-full min-w-0 py-2 text-small file:mr-3 file:min-h-11 file:rounded-xl file:border-[1.5px] file:border-solid file:border-primary file:bg-surface file:px-4 file:font-bold file:text-primary"
      />
    </FieldFrame>
  )
}
