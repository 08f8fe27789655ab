import { Icon, type IconName } from './icon.tsx'

/**
 * What a state asks of the reader. The design's words and their kinds: paid, nothing due, a rebate: `ok` · days left,
 * part paid, provisional: `warn` · overdue, failed: `bad` · estimated: `info` · anything else: `quiet`.
 */
export type BadgeKind = 'ok' | 'warn' | 'bad' | 'info' | 'quiet'

const LOOKS: Record<BadgeKind, string> = {
  ok: 'bg-ok-tint text-ok',
  warn: 'bg-warn-tint text-warn',
  bad: 'bg-bad-tint text-bad',
  info: 'bg-primary-tint text-primary',
  quiet: 'bg-sunken text-text-2',
}
const ICONS: Partial<Record<BadgeKind, IconName>> = { ok: 'check', warn: 'clock', bad: 'warning' }

/** A state in a word, on its tint, with its icon: never a bare dot. `icon={null}` leaves the icon out. */
export function Badge(props: { kind: BadgeKind; icon?: IconName | null; children: string }) {
  const { kind, icon = ICONS[kind], children } = props
  return (
    <span
      className={`inline-flex max-w-full items-center gap-1.5 rounded-lg px-2 py-0.5 text-small font-semibold print:border print:px-1 ${LOOKS[kind]}`}
    >
      {icon && <Icon name={icon} className="size-4" />}
      {children}
    </span>
  )
}
