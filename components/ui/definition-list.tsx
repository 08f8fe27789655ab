import type { ReactNode } from 'react'

/**
 * `ok` is money off, `total` the last line under a stronger rule. `note` explains the label in small, `explainedAt` is the
 * glossary's address of it.
 */
export type Definition = {
  label: string
  explainedAt?: string | undefined
  value: ReactNode
  note?: string
  tone?: 'ok' | 'total'
}

/** Label and value, a row each; on a narrow screen a long value goes below its label. */
export function DefinitionList({ rows }: { rows: Definition[] }) {
  return (
    <dl>
      {rows.map(({ label, explainedAt, value, note, tone }) => (
        <div
          key={label}
          className={`flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 py-2.5 text-small ${tone === 'total' ? 'border-t-2 border-text' : 'border-b border-line last:border-b-0'}`}
        >
          <dt className={tone === 'total' ? 'text-label' : 'text-text-2'}>
            {explainedAt ? (
              <a href={explainedAt} className="term">
                {label}
              </a>
            ) : (
              label
            )}
            {note && <span className="block text-small font-normal text-text-2">{note}</span>}
          </dt>
          <dd
            className={`ml-auto min-w-0 text-right ${tone === 'total' ? 'text-value' : 'font-semibold'} ${tone === 'ok' ? 'text-ok' : ''}`}
          >
            {value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
