import type { ReactNode } from 'react'

/** A white page of the ledger. Its title is the sentence a neighbour would say; `aside` is a badge or a small note. */
export function Card(props: {
  title?: string
  aside?: ReactNode
  children: ReactNode
  level?: 'h2' | 'h3'
  id?: string
}) {
  const { title, aside, children, level: Heading = 'h2', id } = props
  return (
    <section
      id={id}
      className="card min-w-0 rounded-2xl border border-line bg-surface p-4 md:px-6 md:py-5.5 lg:rounded-[18px]"
    >
      {title && (
        <div className="mb-2.5 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <Heading className="text-h2">{title}</Heading>
          {aside && <div className="text-small text-text-2">{aside}</div>}
        </div>
      )}
      {children}
    </section>
  )
}

/** Cards below each other, with the distance that the design has between them. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-1 gap-4 lg:gap-5">{children}</div>
}

/** Two columns of cards from 768 px; on a phone one below the other, in the same order. */
export function Columns({ children, areEven = false }: { children: ReactNode; areEven?: boolean }) {
  const heights = areEven ? 'items-stretch' : 'items-start'
  return <div className={`grid grid-cols-1 gap-4 md:grid-cols-2 lg:gap-5 ${heights}`}>{children}</div>
}

/** The top of a page: its title, beside it the time of the figures or a choice. */
/** Dates keep together in a text; letters twice as large need every break that a title has. */
export function PageTitle({ children, aside }: { children: string; aside?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
      <h1 className="text-h1">{children.replaceAll('\u00a0', ' ')}</h1>
      {aside}
    </div>
  )
}
