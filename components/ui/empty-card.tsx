import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** A page or a list of which nothing is there yet: what is missing, when it comes, and the way on, if there is one. */
export function EmptyCard(props: { icon: IconName; lead: string; children?: ReactNode; way?: ReactNode }) {
  const { icon, lead, children, way } = props
  return (
    <section className="card grid justify-items-center gap-2 rounded-2xl border border-line bg-surface px-4 py-6 text-center">
      <span className="inline-flex size-12 items-center justify-center rounded-xl bg-primary-tint text-primary">
        <Icon name={icon} className="size-6" />
      </span>
      <h2 className="text-h2">{lead}</h2>
      {children && <p className="text-text-2">{children}</p>}
      {way && <p>{way}</p>}
    </section>
  )
}
