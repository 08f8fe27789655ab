'use client'

type Props = { name: string; how: string; link: { href: string; label: string } | null }

/** A month in a table and how it is known. A client component for what `DataTable` is one for. */
export function MonthCell({ name, how, link }: Props) {
  return (
    <>
      {link ? (
        <a href={link.href} aria-label={link.label} className="font-semibold text-primary underline underline-offset-4">
          {name}
        </a>
      ) : (
        name
      )}
      <span className="block text-fine font-normal text-text-2">{how}</span>
    </>
  )
}
