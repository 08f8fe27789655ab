import { Icon, type IconName } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { type MenuConnection, type MenuKey, menuFor } from './menu.ts'
import { MenuSheet } from './menu-sheet.tsx'
import { MenuTiles } from './menu-tiles.tsx'

/** The phone's way around: an icon in a pill and its word. What has no room stands behind "Menu". */
export function BottomBar(props: {
  connection: MenuConnection & { id: string }
  current: MenuKey | null
  locale: Locale
}) {
  const { connection, current, locale } = props
  const t = textsFor(locale, 'common')
  const home = `/c/${connection.id}`
  const inBar = menuFor(connection).filter((entry) => entry.bar)
  const elsewhere = !inBar.some((entry) => entry.key === current)
  return (
    <nav
      aria-label={t('bar')}
      className="fixed inset-x-0 bottom-0 z-10 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ul className="mx-auto flex max-w-140">
        {inBar.map(({ key, path, icon }) => (
          <li key={key} className="min-w-0 flex-1">
            <a
              href={`${home}${path}`}
              aria-current={key === current ? 'page' : undefined}
              className={itemClass(key === current)}
            >
              <BarItem icon={icon} text={t(`bar_${key}`)} selected={key === current} />
            </a>
          </li>
        ))}
        <li className="min-w-0 flex-1">
          <MenuSheet
            href={`${home}/menu`}
            title={t('menu')}
            closeText={t('close')}
            linkClass={itemClass(elsewhere)}
            selected={elsewhere}
            link={<BarItem icon="menu" text={t('bar_menu')} selected={elsewhere} />}
          >
            <MenuTiles connection={connection} locale={locale} />
          </MenuSheet>
        </li>
      </ul>
    </nav>
  )
}

const itemClass = (selected: boolean) =>
  `flex min-h-16 flex-col items-center justify-center gap-0.5 text-bar ${selected ? 'font-bold text-primary' : 'text-text-2'}`

function BarItem({ icon, text, selected }: { icon: IconName; text: string; selected: boolean }) {
  return (
    <>
      <span className={`rounded-full px-4 py-1 ${selected ? 'bg-primary-tint' : ''}`}>
        <Icon name={icon} className="size-5.5" />
      </span>
      {text}
    </>
  )
}
