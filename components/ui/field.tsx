import type { HTMLInputAutoCompleteAttribute, ReactNode } from 'react'
import { Icon } from './icon.tsx'

export type Question = {
  name: string
  label: string
  hint?: string
  /** In words that say what is missing or how to mend it. The same words stand in the `ErrorSummary`. */
  error?: string
}

type FieldProps = Question & {
  defaultValue?: string
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel'
  autoComplete?: HTMLInputAutoCompleteAttribute
  maxLength?: number
  type?: 'text' | 'date' | 'month' | 'time'
  /** The unit behind the box, such as "kW". */
  unit?: string
  /** What stands in the box before the answer, such as "₹". */
  before?: string
}

export const BOX = 'min-h-13 w-full min-w-0 rounded-xl border-[1.5px] bg-surface px-3.5 text-text'
export const borderOf = (error?: string) => (error ? 'border-bad' : 'border-line-strong')

/** A question with its box: label above, then hint, then error, so that each is read before the answer. */
export function Field(props: FieldProps) {
  const {
    name,
    hint,
    error,
    inputMode = 'text',
    type = 'text',
    defaultValue,
    autoComplete,
    maxLength,
    unit,
    before,
  } = props
  return (
    <FieldFrame {...props}>
      <div className="relative flex items-center gap-2.5">
        {before && (
          <span
            aria-hidden="true"
            className="pointer-events-none absolute inset-y-2.5 left-0 flex w-12 items-center justify-center border-r border-line text-[1.25rem] text-text-2"
          >
            {before}
          </span>
        )}
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
          className={`${BOX} ${borderOf(error)} ${inputMode === 'text' ? '' : 'text-[1.25rem]'} ${before ? 'pl-16' : ''}`}
        />
        {unit && <span className="shrink-0 text-text-2">{unit}</span>}
      </div>
    </FieldFrame>
  )
}

/** The code from an SMS: one field over six cells, so that pasting, filling in and reading aloud work. */
export function CodeField(props: Question) {
  const { name, hint, error } = props
  return (
    <FieldFrame {...props}>
      <div className="code-frame">
        <div className="code-cells">
          {['1', '2', '3', '4', '5', '6'].map((cell) => (
            <span key={cell} aria-hidden="true" />
          ))}
          <input
            id={name}
            name={name}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            aria-invalid={error ? true : undefined}
            aria-describedby={describedBy(name, hint, error)}
          />
        </div>
      </div>
    </FieldFrame>
  )
}

type Option = { value: string; label: string; lang?: string }
/** Lines of a list that belong together, below a word of their own. */
type OptionGroup = { label: string; lang?: string; options: Option[] }

/** A choice from many: a plain select, which every phone draws its own way. */
export function Choice(props: Question & { defaultValue?: string; options: (Option | OptionGroup)[] }) {
  const { name, hint, error, defaultValue, options } = props
  return (
    <FieldFrame {...props}>
      <select
        id={name}
        name={name}
        defaultValue={defaultValue}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(name, hint, error)}
        className={`${BOX} ${borderOf(error)}`}
      >
        {options.map((option) =>
          'options' in option ? (
            <optgroup key={option.label} label={option.label} lang={option.lang}>
              {option.options.map(lineOf)}
            </optgroup>
          ) : (
            lineOf(option)
          ),
        )}
      </select>
    </FieldFrame>
  )
}

const lineOf = ({ value, label, lang }: Option) => (
  <option key={value} value={value} lang={lang}>
    {label}
  </option>
)

/** A choice from two to five: the whole row is the target, the chosen one has a border and its dot. */
export function RadioGroup(
  props: Question & {
    defaultValue?: string
    options: { value: string; label: string; note?: string; lang?: string }[]
  },
) {
  const { name, label, hint, error, defaultValue, options } = props
  return (
    <fieldset
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: HTML lets it, and no other group may be `aria-invalid`
      role="radiogroup"
      aria-invalid={error ? true : undefined}
      aria-describedby={describedBy(name, hint, error)}
      className={error ? 'border-l-4 border-bad pl-3' : ''}
    >
      <legend className="text-label">{label}</legend>
      <HintAndError name={name} hint={hint} error={error} />
      <div className="mt-2 grid gap-2">
        {options.map((option, index) => (
          <label
            key={option.value}
            className="flex min-h-12 items-center gap-3 rounded-xl border-[1.5px] border-line-strong bg-surface px-3.5 py-2 has-checked:border-primary has-checked:shadow-[inset_0_0_0_0.5px_var(--primary)]"
          >
            <input
              type="radio"
              id={index === 0 ? name : undefined}
              name={name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
              className="size-5 shrink-0"
            />
            <span>
              <span className="block font-semibold" lang={option.lang}>
                {option.label}
              </span>
              {option.note && <span className="block text-small text-text-2">{option.note}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Label, hint and error around a box of any kind. */
export function FieldFrame({ name, label, hint, error, children }: Question & { children: ReactNode }) {
  return (
    <div className={error ? 'border-l-4 border-bad pl-3' : ''}>
      <label htmlFor={name} className="text-label block">
        {label}
      </label>
      <HintAndError name={name} hint={hint} error={error} />
      <div className="mt-2">{children}</div>
    </div>
  )
}

function HintAndError({ name, hint, error }: Pick<Question, 'name' | 'hint' | 'error'>) {
  return (
    <>
      {hint && (
        <p id={`${name}-hint`} className="hint text-small text-text-2">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${name}-error`} className="mt-1 flex gap-2 font-semibold text-bad">
          <Icon name="warning" className="mt-0.5 size-5" />
          {error}
        </p>
      )}
    </>
  )
}

/** Which texts explain a box to somebody who cannot see it. */
export function describedBy(name: string, hint?: string, error?: string): string | undefined {
  return [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined
}
