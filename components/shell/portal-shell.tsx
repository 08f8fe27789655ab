import type { ReactNode } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { DemoBanner } from './demo-banner.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { Logo } from './logo.tsx'
import { MENU, type MenuEntry, type MenuKey, menuKeyOf } from './menu.ts'
import { type Discom, Footer, SkipLink } from './public-shell.tsx'

export type PortalShellProps = {
  locale: Locale
  /** The path of the page shown, for the menu's mark and the language switch. */
  path: string
  connection: { id: string; consumerNo: string; holderName: string }
  connectionCount: number
  discom: Discom
  demo: boolean
  children: ReactNode
}

/** Frame of the signed-in pages: menu at the left when wide, bar at the bottom on phones. */
export function PortalShell(props: PortalShellProps) {
  const { locale, path, connection, connectionCount, discom, demo, children } = props
  const t = textsFor(locale, 'common')
  const home = `/c/${connection.id}`
  const current = menuKeyOf(path)
  const logo = (
    <Logo href={home} name={t('portal')} owner={t('owner', { name: discom.shortName, place: discom.place[locale] })} />
  )
  return (
    <>
      <SkipLink text={t('skip')} />
      {demo && <DemoBanner text={t('demo')} link={t('demoLink')} />}
      <div className="lg:flex">
        <nav
          aria-label={t('menu')}
          className="sticky top-0 hidden h-dvh w-68 shrink-0 flex-col border-r border-line bg-surface p-4 lg:flex"
        >
          <div className="px-2 pb-4">{logo}</div>
          <ul>
            {MENU.map((entry) => (
              <SideEntry key={entry.key} entry={entry} home={home} current={current} text={t(`menu_${entry.key}`)} />
            ))}
          </ul>
          <LogOutForm text={t('logOut')} />
        </nav>
        <div className="min-w-0 grow pb-24 lg:pb-0">
          <header className="border-b border-line bg-surface">
            <div className="flex items-center justify-between px-4 md:hidden">
              {logo}
              <LanguageSwitch locale={locale} path={path} />
            </div>
            <div className="flex min-h-13 items-center justify-between gap-4 border-t border-line px-4 md:min-h-17 md:border-t-0 md:px-6 lg:px-8">
              <ConnectionName connection={connection} several={connectionCount > 1} locale={locale} />
              <div className="hidden md:block">
                <LanguageSwitch locale={locale} path={path} />
              </div>
            </div>
          </header>
          <main id="main" className="mx-auto w-full max-w-256 px-4 py-5 md:px-6 lg:mx-0 lg:px-8 lg:py-7">
            {children}
          </main>
          <div className="lg:px-8">
            <Footer locale={locale} discom={discom} />
          </div>
        </div>
      </div>
      <BottomBar home={home} current={current} locale={locale} />
    </>
  )
}

function SideEntry(props: { entry: MenuEntry; home: string; current: MenuKey | null; text: string }) {
  const { entry, home, current, text } = props
  const selected = entry.key === current
  return (
    <li>
      <a
        href={`${home}${entry.path}`}
        aria-current={selected ? 'page' : undefined}
        className={`mb-1 flex min-h-12 items-center gap-3 rounded-xl px-3 font-semibold ${selected ? 'bg-primary-tint text-primary' : 'text-text-2 hover:text-text'}`}
      >
        <Icon name={entry.icon} className="size-5.5" />
        {text}
      </a>
    </li>
  )
}

/** Logging out changes something, so it is a form. */
export function LogOutForm({ text }: { text: string }) {
  return (
    <form method="post" action="/api/logout" className="mt-auto">
      <button
        type="submit"
        className="flex min-h-12 w-full items-center gap-3 rounded-xl px-3 font-semibold text-text-2 hover:text-text"
      >
        <Icon name="logout" className="size-5.5" />
        {text}
      </button>
    </form>
  )
}

function ConnectionName(props: { connection: PortalShellProps['connection']; several: boolean; locale: Locale }) {
  const { connection, several, locale } = props
  const t = textsFor(locale, 'common')
  const words = (
    <span className="min-w-0">
      <span className="block truncate text-small font-semibold">{connection.holderName}</span>
      <span className="block text-axis text-text-2">{t('consumerNo', { number: connection.consumerNo })}</span>
    </span>
  )
  if (!several) return <div className="flex min-w-0 items-center gap-3 py-1.5">{words}</div>
  return (
    <a
      href="/connections"
      className="flex min-h-11 min-w-0 items-center gap-3 rounded-xl border border-line px-3 py-1.5"
    >
      {words}
      <Icon name="down" className="size-4 text-text-2" />
      <span className="sr-only">{t('switchConnection')}</span>
    </a>
  )
}

function BottomBar({ home, current, locale }: { home: string; current: MenuKey | null; locale: Locale }) {
  const t = textsFor(locale, 'common')
  const item = (key: string, href: string, icon: MenuEntry['icon'], selected: boolean) => (
    <li key={key} className="flex-1">
      <a
        href={href}
        aria-current={selected ? 'page' : undefined}
        className={`flex min-h-16 flex-col items-center justify-center gap-0.5 text-axis ${selected ? 'font-bold text-primary' : 'text-text-2'}`}
      >
        <span className={`rounded-full px-4 py-0.5 ${selected ? 'bg-primary-tint' : ''}`}>
          <Icon name={icon} className="size-5.5" />
        </span>
        {t(`bar_${key}`)}
      </a>
    </li>
  )
  return (
    <nav
      aria-label={t('menu')}
      className="fixed inset-x-0 bottom-0 z-10 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ul className="mx-auto flex max-w-140">
        {MENU.filter((entry) => entry.bar).map((entry) =>
          item(entry.key, `${home}${entry.path}`, entry.icon, entry.key === current),
        )}
        {item('menu', `${home}/menu`, 'menu', current === null || current === 'profile')}
      </ul>
    </nav>
  )
}
