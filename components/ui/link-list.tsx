import { Icon, type IconName } from './icon.tsx'

export type LinkItem = { href: string; icon: IconName; title: string; note?: string; download?: boolean }

/** Ways on, a row each. */
export function LinkList({ items }: { items: LinkItem[] }) {
  return (
    <ul className="-my-2 md:-my-3">
      {items.map(({ href, icon, title, note, download }) => (
        <li key={href} className="border-b border-line last:border-b-0">
          <a href={href} download={download} className="flex min-h-13 items-center gap-3 py-2.5">
            <Icon name={icon} className="size-5.5 text-primary" />
            <span className="min-w-0 grow">
              <span className="block font-semibold">{title}</span>{' '}
              {note && <span className="block text-small text-text-2">{unbroken(note)}</span>}
            </span>
            <Icon name="right" className="size-5 text-text-2" />
          </a>
        </li>
      ))}
    </ul>
  )
}

/** A line may end between a sign and its ₹; here it does not. */
const unbroken = (note: string) =>
  note.split(/([+−]₹[\d,.]+)/).map((part) =>
    /^[+−]₹/.test(part) ? (
      <span key={part} className="whitespace-nowrap">
        {part}
      </span>
    ) : (
      part
    ),
  )

/** A way back that names where it leads. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <a
      href={href}
      className="no-print -my-2 inline-flex min-h-11 items-center gap-1 text-small font-semibold text-primary"
    >
      <Icon name="left" className="size-5" />
      {children}
    </a>
  )
}
