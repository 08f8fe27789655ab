import { Icon, type IconName } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { MENU, type MenuKey } from './menu.ts'

/** The phone's way around: an icon in a pill and its word. What has no room stands behind "Menu". */
export function BottomBar({ home, current, locale }: { home: string; current: MenuKey | null; locale: Locale }) {
  const t = textsFor(locale, 'common')
  const inBar = MENU.filter((entry) => entry.bar)
  const elsewhere = !inBar.some((entry) => entry.key === current)
  return (
    <nav
      aria-label={t('bar')}
      className="fixed inset-x-0 bottom-0 z-10 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ul className="mx-auto flex max-w-140">
        {inBar.map(({ key, path, icon }) => (
          <BarItem key={key} href={`${home}${path}`} icon={icon} text={t(`bar_${key}`)} selected={key === current} />
        ))}
        <BarItem href={`${home}/menu`} icon="menu" text={t('bar_menu')} selected={elsewhere} />
      </ul>
    </nav>
  )
}

function BarItem({ href, icon, text, selected }: { href: string; icon: IconName; text: string; selected: boolean }) {
  return (
    <li className="min-w-0 flex-1">
      <a
        href={href}
        aria-current={selected ? 'page' : undefined}
        className={`flex min-h-16 flex-col items-center justify-center gap-0.5 text-axis ${selected ? 'font-bold text-primary' : 'text-text-2'}`}
      >
        <span className={`rounded-full px-4 py-1 ${selected ? 'bg-primary-tint' : ''}`}>
          <Icon name={icon} className="size-5.5" />
        </span>
        {text}
      </a>
    </li>
  )
}
