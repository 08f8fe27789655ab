import { Icon } from './icon.tsx'

/** Until when the figures of a page reach. Older than 48 hours: an `Alert` instead. */
export function AsOf({ children }: { children: string }) {
  return (
    <p className="flex items-center gap-1.5 text-small text-text-2">
      <Icon name="clock" className="size-4.5" />
      {children}
    </p>
  )
}
