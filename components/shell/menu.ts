import type { IconName } from '#components/ui/icon.tsx'

/** The signed-in menu. An entry stands here once its page exists; `bar` puts it into the phone's bottom bar too. */
export type MenuEntry = {
  key: MenuKey
  path: string
  icon: IconName
  bar: boolean
  /** Its page is about single days, which only a smart meter tells. */
  needsSmartMeter: boolean
}
export type MenuKey = 'home' | 'consumption' | 'estimate' | 'load' | 'quality' | 'bills' | 'payments' | 'profile'

export const MENU: readonly MenuEntry[] = [
  { key: 'home', path: '', icon: 'home', bar: true, needsSmartMeter: false },
  { key: 'consumption', path: '/consumption', icon: 'bars', bar: true, needsSmartMeter: true },
  { key: 'estimate', path: '/estimate', icon: 'trend', bar: false, needsSmartMeter: true },
  { key: 'load', path: '/load', icon: 'gauge', bar: false, needsSmartMeter: true },
  { key: 'quality', path: '/quality', icon: 'pulse', bar: false, needsSmartMeter: true },
  { key: 'bills', path: '/bills', icon: 'receipt', bar: true, needsSmartMeter: false },
  { key: 'payments', path: '/payments', icon: 'rupee', bar: true, needsSmartMeter: false },
  { key: 'profile', path: '/profile', icon: 'person', bar: false, needsSmartMeter: false },
]

/** The entries of one connection's menu. */
export function menuFor({ hasSmartMeter }: { hasSmartMeter: boolean }): readonly MenuEntry[] {
  return hasSmartMeter ? MENU : MENU.filter(({ needsSmartMeter }) => !needsSmartMeter)
}

/** The entry that a path below `/c/<connection>` belongs to: a bill belongs to the bills, a payment's page to payments. */
export function menuKeyOf(path: string): MenuKey | null {
  const first = /^\/c\/[^/]+\/?([^/?#]*)/.exec(path)?.[1]
  if (first === undefined) return null
  if (first === 'pay') return 'payments'
  return MENU.find((entry) => entry.path.slice(1) === first)?.key ?? null
}
