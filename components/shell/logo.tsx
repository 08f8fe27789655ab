type Props = {
  href: string
  name: string
  owner: string
  /** The address of the utility's own square mark. */
  mark?: string | undefined
}

/** The utility's mark, or ours (a ledger with a marigold spine and a bolt), the portal's name and whose portal it is. */
export function Logo({ href, name, owner, mark }: Props) {
  return (
    <a href={href} className="inline-flex min-h-11 items-center gap-2.5">
      {mark ? (
        <svg viewBox="0 0 30 30" className="size-8 shrink-0" aria-hidden="true">
          <image href={mark} width="30" height="30" />
        </svg>
      ) : (
        <OwnMark />
      )}
      <span>
        <span className="block text-label leading-[1.25rem]">{name}</span>
        <span className="block text-axis text-text-2">{owner}</span>
      </span>
    </a>
  )
}

function OwnMark() {
  return (
    <svg viewBox="0 0 28 30" className="h-8 w-7 shrink-0" aria-hidden="true">
      <rect width="28" height="30" rx="5" fill="var(--primary)" />
      <path d="M0 5a5 5 0 0 1 5-5h3v30H5a5 5 0 0 1-5-5z" fill="var(--marigold)" />
      <path d="M19 6.5 11.5 17h4.300l-1 7 7.700-10.5h-4.500z" fill="var(--on-primary)" />
    </svg>
  )
}
