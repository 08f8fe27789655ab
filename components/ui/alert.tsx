import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export type AlertKind = 'info' | 'ok' | 'warn' | 'bad'

const LOOKS: Record<AlertKind, { box: string; icon: IconName; ink: string }> = {
  info: { box: 'bg-primary-tint', icon: 'info', ink: 'text-primary' },
  ok: { box: 'bg-ok-tint', icon: 'check', ink: 'text-ok' },
  warn: { box: 'bg-warn-tint', icon: 'warning', ink: 'text-warn' },
  bad: { box: 'bg-bad-tint', icon: 'warning', ink: 'text-bad' },
}

/**
 * Something to know, as part of the page: it does not float, fade or close. `lead` says it in bold, the rest explains.
 * `status` is for feedback on what was just done: it is read out, and stays where the action was.
 */
export function Alert(props: {
  kind: AlertKind
  lead?: string
  icon?: IconName
  status?: boolean
  children?: ReactNode
}) {
  const { kind, lead, icon, status = false, children } = props
  const look = LOOKS[kind]
  return (
    <div role={status ? 'status' : undefined} className={`alert flex gap-3 rounded-[14px] p-3.5 md:px-4 ${look.box}`}>
      <Icon name={icon ?? look.icon} className={`mt-px size-6 ${look.ink}`} />
      <div className="min-w-0">
        {lead && <strong className="font-bold">{lead}</strong>} {children}
      </div>
    </div>
  )
}
