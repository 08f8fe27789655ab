import { Icon } from './icon.tsx'

export type Segment = { href: string; label: string; current: boolean }

/** Up to three views of one thing, as links: the choice stands in the address. */
export function Segments({ label, segments }: { label: string; segments: Segment[] }) {
  return (
    <nav aria-label={label} className="no-print inline-flex max-w-full flex-wrap rounded-xl bg-sunken p-1">
      {segments.map(({ href, label: text, current }) => (
        <a
          key={href}
          href={href}
          aria-current={current ? 'true' : undefined}
          className={`flex min-h-11 items-center rounded-[10px] px-3.5 text-small font-semibold ${current ? 'bg-surface text-primary shadow-[0_0_0_1px_var(--line)]' : 'text-text-2'}`}
        >
          {text}
        </a>
      ))}
    </nav>
  )
}

type Step = { href: string | null; label: string }

/** The period shown, with a step back and one forward. At an end the arrow stays in its place without leading anywhere. */
export function Pager({ title, previous, next }: { title: string; previous: Step; next: Step }) {
  return (
    <div className="flex items-center gap-3">
      <PagerArrow step={previous} icon="left" />
      <strong className="min-w-0 font-bold">{title}</strong>
      <PagerArrow step={next} icon="right" />
    </div>
  )
}

function PagerArrow({ step, icon }: { step: Step; icon: 'left' | 'right' }) {
  const shape =
    'no-print inline-flex size-11 shrink-0 items-center justify-center rounded-xl border border-line bg-surface'
  if (!step.href) {
    return (
      <span className={`${shape} text-line-strong`} aria-hidden="true">
        <Icon name={icon} className="size-5 opacity-50" />
      </span>
    )
  }
  return (
    <a href={step.href} className={`${shape} text-primary`}>
      <Icon name={icon} className="size-5" />
      <span className="sr-only">{step.label}</span>
    </a>
  )
}
