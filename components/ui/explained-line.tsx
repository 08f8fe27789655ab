import { Icon } from './icon.tsx'

/** A line of a bill: name, amount and arithmetic; opened, the rule behind it. Works without a script. */
export function ExplainedLine(props: {
  name: string
  amount: string
  arithmetic: string
  explanation: string
  credit?: boolean
}) {
  const { name, amount, arithmetic, explanation, credit = false } = props
  return (
    <details className="group border-t border-line py-2.5">
      <summary className="list-none rounded-lg [&::-webkit-details-marker]:hidden">
        <span className="flex items-baseline justify-between gap-4">
          <span className="inline-flex items-center gap-1.5 font-semibold">
            {name}
            <Icon name="down" className="no-print size-4 self-center text-primary group-open:rotate-180" />
          </span>
          <span className={`font-semibold ${credit ? 'text-ok' : ''}`}>{amount}</span>
        </span>
        <span className="block text-small text-text-2">{arithmetic}</span>
      </summary>
      <p className="mt-2 rounded-xl bg-sunken p-3 text-small">{explanation}</p>
    </details>
  )
}
