import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export type AlertKind = 'info' | 'ok' | 'warn' | 'bad'

const LOOKS: Record<AlertKind, { box: string; icon: IconName; ink: string }> = {
  info: { box: 'bg-primary-tint', icon: 'info', ink: 'text-primary' },
  ok: { box: 'bg-ok-tint', icon: 'check', ink: 'text-ok' },
  warn: { box: 'bg-warn-tint', icon: 'warning', ink: 'text-warn' },
  bad: { box: 'bg-bad-tint', icon: 'warning', ink: 'text-bad' },
}

/** Something to know, as part of the page: it does not float, fade or close. `lead` says it, the rest explains. */
export function Alert({ kind, lead, children }: { kind: AlertKind; lead?: string; children?: ReactNode }) {
  const { box, icon, ink } = LOOKS[kind]
  return (
    <div className={`flex gap-3 rounded-[14px] p-3.5 print:border print:border-line ${box}`}>
      <Icon name={icon} className={`mt-0.5 size-5 ${ink}`} />
      <div className="min-w-0">
        {lead && <strong className="font-bold">{lead} </strong>}
        {children}
      </div>
    </div>
  )
}
