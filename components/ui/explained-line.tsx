import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** A line of a bill: name, amount and arithmetic; opened, the rule behind it. Works without a script. */
export function ExplainedLine(props: {
  name: string
  amount: string
  /** Below the name: "201 units × ₹6.85". */
  arithmetic?: string
  /** The rule, the rate, the order and its date. Without it the line does not open. */
  explanation?: ReactNode
  /** Money off: green, with its minus in `amount`. */
  credit?: boolean
}) {
  const { name, amount, arithmetic, explanation, credit = false } = props
  const line = (
    <>
      <span className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="inline-flex min-w-0 items-center gap-1.5 font-semibold">
          {name}
          {explanation && <Icon name="down" className="no-print size-4.5 text-primary group-open:rotate-180" />}
        </span>
        <span className={`shrink-0 font-semibold ${credit ? 'text-ok' : ''}`}>{amount}</span>
      </span>
      {arithmetic && <span className="block text-small text-text-2">{arithmetic}</span>}
    </>
  )
  if (!explanation) return <div className="border-t border-line py-2.5">{line}</div>
  return (
    <details className="group border-t border-line">
      <summary className="min-h-11 list-none rounded-lg py-2.5 [&::-webkit-details-marker]:hidden">{line}</summary>
      <div className="mb-3 rounded-xl bg-sunken p-3 text-small">{explanation}</div>
    </details>
  )
}

/** The last line of a bill under a strong rule: what is owed, and the amount in words. */
export function TotalLine({ name, amount, inWords }: { name: string; amount: string; inWords?: string }) {
  return (
    <div className="border-t-2 border-text pt-3">
      <p className="flex max-w-none flex-wrap items-baseline justify-between gap-x-4">
        <span className="text-label">{name}</span>
        <span className="text-value">{amount}</span>
      </p>
      {inWords && <p className="text-small text-text-2">{inWords}</p>}
    </div>
  )
}
