import type { ReactNode } from 'react'
import { DemoBanner } from '#components/demo/on-pages.tsx'
import { HelpWithPage } from '#components/help/help-with-page.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { spacedConsumerNo } from '#lib/units/display.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'
import { BottomBar } from './bottom-bar.tsx'
import { ConnectionName, type ShellConnection } from './connection-name.tsx'
import { type Discom, Footer } from './footer.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { LogOutForm } from './log-out-form.tsx'
import { Logo } from './logo.tsx'
import { type MenuConnection, type MenuEntry, type MenuKey, menuFor, menuKeyOf } from './menu.ts'
import { PageNews } from './page-news.tsx'
import { pageNewsTexts } from './page-news-texts.ts'
import { SkipLink } from './skip-link.tsx'
import { WhyShortMenu } from './why-short-menu.tsx'

export type PortalShellProps = {
  locale: Locale
  /** The path of the page shown, for the menu's mark and the language switch. */
  path: string
  connection: ShellConnection & MenuConnection
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
    <Logo
      mark={discom.mark}
      href={home}
      name={t('portal')}
      owner={t('owner', { name: discom.shortName, place: inLanguage(discom.place, locale) })}
    />
  )
  return (
    <>
      <SkipLink text={t('skip')} />
      {demo && <DemoBanner locale={locale} />}
      <PageNews texts={pageNewsTexts(locale)} />
      <div className="lg:flex">
        <nav
          aria-label={t('menu')}
          className="sticky top-0 hidden h-dvh w-68 shrink-0 flex-col overflow-y-auto border-r border-line bg-surface px-3.5 pt-4 pb-6 lg:flex"
        >
          <div className="px-3 pb-4">{logo}</div>
          <ul className="grid gap-0.5">
            {menuFor(connection).map((entry) => (
              <SideEntry key={entry.key} entry={entry} home={home} current={current} text={t(`menu_${entry.key}`)} />
            ))}
          </ul>
          <div className="px-3 py-4 empty:hidden">
            <WhyShortMenu connection={connection} locale={locale} />
          </div>
          <div className="mt-auto">
            <a href="/about/help" className={`${SIDE_ENTRY} ${SIDE_OTHER}`}>
              <Icon name="help" className="size-5.5" />
              {textsFor(locale, 'about')('help_title')}
            </a>
            <LogOutForm text={t('logOut')} />
          </div>
        </nav>
        <div className="flex min-h-dvh min-w-0 grow flex-col pb-[calc(4.75rem+env(safe-area-inset-bottom))] lg:pb-0 print:pb-0">
          <header className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line bg-surface px-4 md:min-h-16 md:flex-nowrap md:px-6 lg:min-h-17 lg:px-8">
            <div className="flex min-h-14 items-center lg:hidden">{logo}</div>
            <div className="order-last -mx-4 w-[calc(100%+2rem)] border-t border-line px-4 md:order-none md:ml-0 md:w-auto md:min-w-0 md:mr-auto md:border-0 md:px-0">
              <ConnectionName connection={connection} several={connectionCount > 1} locale={locale} />
            </div>
            <LanguageSwitch locale={locale} path={path} />
          </header>
          <main
            id="main"
            tabIndex={-1}
            className="outline-none w-full max-w-256 grow px-4 pt-5 pb-8 md:px-6 lg:px-8 lg:pt-7"
          >
            {children}
            <p className="mt-4 hidden text-fine print:block">
              {t('printedFor', {
                number: spacedConsumerNo(connection.consumerNo),
                portal: t('portal'),
                owner: discom.shortName,
              })}
            </p>
          </main>
          <HelpWithPage path={path} locale={locale} />
          <Footer locale={locale} discom={discom} />
        </div>
      </div>
      <BottomBar connection={connection} current={current} locale={locale} />
    </>
  )
}

const SIDE_ENTRY = 'flex min-h-12 items-center gap-3 rounded-xl pr-1.5 pl-3'
const SIDE_OTHER = 'font-medium text-text-2 hover:bg-sunken hover:text-text'

function SideEntry(props: { entry: MenuEntry; home: string; current: MenuKey | null; text: string }) {
  const { entry, home, current, text } = props
  const selected = entry.key === current
  return (
    <li>
      <a
        href={`${home}${entry.path}`}
        aria-current={selected ? 'page' : undefined}
        className={`${SIDE_ENTRY} ${selected ? 'bg-primary-tint font-bold text-primary' : SIDE_OTHER}`}
      >
        <Icon name={entry.icon} className="size-5.5" />
        {text}
      </a>
    </li>
  )
}
