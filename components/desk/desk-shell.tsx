import type { ReactNode } from 'react'
import { deviceTexts } from '#components/camps/device/device-texts.ts'
import { OnDevice } from '#components/camps/device/on-device.tsx'
import { DemoBanner } from '#components/demo/on-pages.tsx'
import { HelpWithPage } from '#components/help/help-with-page.tsx'
import type { Discom } from '#components/shell/footer.tsx'
import { LanguageSwitch } from '#components/shell/language-switch.tsx'
import { LogOutButton } from '#components/shell/log-out-button.tsx'
import { Logo } from '#components/shell/logo.tsx'
import { PageNews } from '#components/shell/page-news.tsx'
import { pageNewsTexts } from '#components/shell/page-news-texts.ts'
import { SkipLink } from '#components/shell/skip-link.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Locale } from '#lib/units/locale.ts'
import { DeskLogOut } from './desk-log-out.tsx'
import { deskEntryOf, deskMenuFor } from './desk-menu.ts'
import { OfficeName } from './office-name.tsx'

export type DeskShellProps = {
  locale: Locale
  /** The path of the page shown, for the menu's mark and the language switch. */
  path: string
  role: StaffActor['role']
  name: string
  office: { kind: StaffActor['officeKind']; name: string }
  discom: Discom
  demo: boolean
  children: ReactNode
}

/** Frame of the desk: the menu at the left when wide; on a phone the desk's first page is the menu. */
export function DeskShell({ locale, path, role, name, office, discom, demo, children }: DeskShellProps) {
  const t = textsFor(locale, 'desk')
  const common = textsFor(locale, 'common')
  const current = deskEntryOf(path)
  const logo = (
    <Logo href="/desk" mark={discom.mark} name={common('portal')} owner={t('owner', { name: discom.shortName })} />
  )
  const texts = deviceTexts(locale)
  const logOut = (
    <DeskLogOut texts={texts}>
      <LogOutButton text={common('logOut')} />
    </DeskLogOut>
  )
  return (
    <>
      <SkipLink text={common('skip')} />
      {demo && <DemoBanner locale={locale} />}
      <PageNews texts={pageNewsTexts(locale)} />
      <div className="lg:flex">
        <nav
          aria-label={t('menu')}
          className="sticky top-0 hidden h-dvh w-68 shrink-0 flex-col overflow-y-auto border-r border-line bg-surface px-3.5 pt-4 pb-6 lg:flex"
        >
          <div className="px-3 pb-4">{logo}</div>
          <ul className="grid gap-0.5">
            {deskMenuFor(role).map(({ key, path: href, icon }) => (
              <li key={key}>
                <a
                  href={href}
                  aria-current={key === current?.key ? 'page' : undefined}
                  className={`flex min-h-12 items-center gap-3 rounded-xl pr-1.5 pl-3 ${key === current?.key ? 'bg-primary-tint font-bold text-primary' : 'font-medium text-text-2 hover:bg-sunken hover:text-text'}`}
                >
                  <Icon name={icon} className="size-5.5" />
                  {t(`menu_${key}`)}
                </a>
              </li>
            ))}
          </ul>
          <div className="mt-auto">{logOut}</div>
        </nav>
        <div className="flex min-h-dvh min-w-0 grow flex-col">
          <header className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line bg-surface px-4 md:px-6 lg:min-h-17 lg:px-8">
            <div className="flex min-h-14 items-center lg:hidden">{logo}</div>
            <p className="order-last -mx-4 w-[calc(100%+2rem)] border-t border-line px-4 py-2 text-small text-text-2 lg:order-none lg:mx-0 lg:w-auto lg:border-0 lg:p-0">
              <Name locale={locale} className="font-semibold text-text">
                {name}
              </Name>{' '}
              · {t(`role_${role}`)}, <OfficeName office={office} locale={locale} />
            </p>
            <LanguageSwitch locale={locale} path={path} />
          </header>
          <main
            id="main"
            tabIndex={-1}
            className="w-full max-w-256 grow px-4 pt-5 pb-8 outline-none md:px-6 lg:px-8 lg:pt-7"
          >
            <OnDevice part="watch" texts={texts} />
            {current && current.path !== '/desk' && path.split(/[?#]/)[0] === current.path && (
              <div className="mb-2 lg:hidden">
                <BackLink href="/desk">{t('title')}</BackLink>
              </div>
            )}
            {children}
          </main>
          <HelpWithPage path={path} locale={locale} />
          <div className="border-t border-line px-1 py-2 lg:hidden print:hidden">{logOut}</div>
        </div>
      </div>
    </>
  )
}
