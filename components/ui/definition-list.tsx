import type { ReactNode } from 'react'

export type Definition = { label: string; value: ReactNode; tone?: 'ok' | 'strong' }

/** Label and value, a row each. */
export function DefinitionList({ rows }: { rows: Definition[] }) {
  return (
    <dl>
      {rows.map(({ label, value, tone }) => (
        <div
          key={label}
          className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 border-b border-line py-2.5 last:border-b-0"
        >
          <dt className="text-text-2">{label}</dt>
          <dd className={`min-w-0 text-right font-semibold ${tone === 'ok' ? 'text-ok' : ''}`}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
