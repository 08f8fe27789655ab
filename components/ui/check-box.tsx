import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** One thing to say yes to: the whole row is the target. An error stands above it. */
export function CheckBox(props: {
  name: string
  value: string
  children: ReactNode
  error?: string
  defaultChecked?: boolean
  /** Where several boxes have one name. */
  id?: string
}) {
  const { name, value, children, error, defaultChecked, id = name } = props
  return (
    <div className={error ? 'border-l-4 border-bad pl-3' : ''}>
      {error && (
        <p id={`${name}-error`} className="mb-2 flex gap-2 font-semibold text-bad">
          <Icon name="warning" className="mt-0.5 size-5" />
          {error}
        </p>
      )}
      <label className="flex min-h-12 items-center gap-3 rounded-xl border-[1.5px] border-line-strong bg-surface px-3.5 py-2 has-checked:border-primary has-checked:shadow-[inset_0_0_0_0.5px_var(--primary)]">
        <input
          type="checkbox"
          id={id}
          name={name}
          value={value}
          defaultChecked={defaultChecked}
          aria-invalid={error ? true : undefined}
          aria-describedby={error && `${name}-error`}
          className="size-5 shrink-0"
        />
        <span>{children}</span>
      </label>
    </div>
  )
}
