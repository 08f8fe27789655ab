import type { ReactNode } from 'react'

/** A white page of the ledger. Its title is the sentence a neighbour would say. */
export function Card(props: { title?: string; aside?: ReactNode; children: ReactNode; level?: 'h2' | 'h3' }) {
  const { title, aside, children, level: Heading = 'h2' } = props
  return (
    <section className="card rounded-2xl border border-line bg-surface p-4 md:px-6 md:py-5.5 lg:rounded-[18px]">
      {title && (
        <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <Heading className="text-h2">{title}</Heading>
          {aside}
        </div>
      )}
      {children}
    </section>
  )
}
