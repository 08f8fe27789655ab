import type { IconName } from '#components/ui/icon.tsx'
import { type ConnectionPart, type LinkRole, opensPart } from '#lib/consumers/link-parts.ts'

/** The signed-in menu. An entry stands here once its page exists; `bar` puts it into the phone's bottom bar too. */
export type MenuEntry = {
  key: MenuKey
  path: string
  icon: IconName
  bar: boolean
  /** What it shows: days need a smart meter, and a strong proof as the record does. */
  part: Exclude<ConnectionPart, 'FAMILY'>
}
/** What decides a connection's menu. */
export type MenuConnection = { hasSmartMeter: boolean; role: LinkRole; isWeak: boolean }

export type MenuKey =
  | 'home'
  | 'consumption'
  | 'estimate'
  | 'load'
  | 'quality'
  | 'bills'
  | 'payments'
  | 'complaints'
  | 'profile'

export const MENU: readonly MenuEntry[] = [
  { key: 'home', path: '', icon: 'home', bar: true, part: 'BILLS' },
  { key: 'consumption', path: '/consumption', icon: 'bars', bar: true, part: 'METER' },
  { key: 'estimate', path: '/estimate', icon: 'trend', bar: false, part: 'METER' },
  { key: 'load', path: '/load', icon: 'gauge', bar: false, part: 'METER' },
  { key: 'quality', path: '/quality', icon: 'pulse', bar: false, part: 'METER' },
  { key: 'bills', path: '/bills', icon: 'receipt', bar: true, part: 'BILLS' },
  { key: 'payments', path: '/payments', icon: 'rupee', bar: false, part: 'BILLS' },
  { key: 'complaints', path: '/complaints', icon: 'chat', bar: true, part: 'RECORD' },
  { key: 'profile', path: '/profile', icon: 'person', bar: false, part: 'RECORD' },
]

/** The entries of one connection's menu. */
export function menuFor(connection: MenuConnection): readonly MenuEntry[] {
  return MENU.filter(({ part }) => opensPart(connection, part) && (part !== 'METER' || connection.hasSmartMeter))
}

/** The entry that a path below `/c/<connection>` belongs to: a bill belongs to the bills, a payment's page to payments. */
export function menuKeyOf(path: string): MenuKey | null {
  const first = /^\/c\/[^/]+\/?([^/?#]*)/.exec(path)?.[1]
  if (first === undefined) return null
  if (first === 'pay') return 'payments'
  return MENU.find((entry) => entry.path.slice(1) === first)?.key ?? null
}
