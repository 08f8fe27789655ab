import type { HTMLInputAutoCompleteAttribute } from 'react'
import { Icon } from './icon.tsx'

type FieldProps = {
  name: string
  label: string
  hint?: string
  error?: string
  defaultValue?: string
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel'
  autoComplete?: HTMLInputAutoCompleteAttribute
  maxLength?: number
  type?: 'text' | 'date' | 'number'
}

/** A question with its box: label above, then hint, then error, so that each is read before the answer. */
export function Field(props: FieldProps) {
  const { name, label, hint, error, defaultValue, inputMode = 'text', autoComplete, maxLength, type = 'text' } = props
  return (
    <FieldFrame name={name} label={label} hint={hint} error={error}>
      <input
        id={name}
        name={name}
        type={type}
        defaultValue={defaultValue}
        inputMode={inputMode}
        autoComplete={autoComplete}
        maxLength={maxLength}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(name, hint, error)}
        className={`min-h-13 w-full rounded-xl border-[1.5px] bg-surface px-3.5 text-[1.25rem] ${error ? 'border-bad' : 'border-line-strong'}`}
      />
    </FieldFrame>
  )
}

/** The code from an SMS: one field over six cells, so that pasting, filling in and reading aloud work. */
export function CodeField({
  name,
  label,
  hint,
  error,
}: {
  name: string
  label: string
  hint?: string
  error?: string
}) {
  return (
    <FieldFrame name={name} label={label} hint={hint} error={error}>
      <input
        id={name}
        name={name}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        pattern="[0-9 ]*"
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(name, hint, error)}
        className={`code-field min-h-14 w-full max-w-80 rounded-xl border-[1.5px] bg-surface text-[1.75rem] ${error ? 'border-bad' : 'border-line-strong'}`}
      />
    </FieldFrame>
  )
}

/** A choice from a few: a plain select, which every phone draws its own way. */
export function Choice(props: {
  name: string
  label: string
  hint?: string
  error?: string
  defaultValue?: string
  options: { value: string; label: string }[]
}) {
  const { name, label, hint, error, defaultValue, options } = props
  return (
    <FieldFrame name={name} label={label} hint={hint} error={error}>
      <select
        id={name}
        name={name}
        defaultValue={defaultValue}
        aria-describedby={describedBy(name, hint, error)}
        className="min-h-13 w-full rounded-xl border-[1.5px] border-line-strong bg-surface px-3 text-body"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

function FieldFrame(props: { name: string; label: string; hint?: string; error?: string; children: React.ReactNode }) {
  const { name, label, hint, error, children } = props
  return (
    <div className={error ? 'border-l-4 border-bad pl-3' : ''}>
      <label htmlFor={name} className="text-label block">
        {label}
      </label>
      {hint && (
        <p id={`${name}-hint`} className="text-small text-text-2">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${name}-error`} className="mt-1 flex gap-2 font-semibold text-bad">
          <Icon name="warning" className="mt-0.5 size-5" />
          {error}
        </p>
      )}
      <div className="mt-2">{children}</div>
    </div>
  )
}

function describedBy(name: string, hint?: string, error?: string): string | undefined {
  return [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined
}
