import type { ReactNode } from 'react'
import { DemoBanner } from '#components/demo/on-pages.tsx'
import { HelpWithPage } from '#components/help/help-with-page.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'
import { type Discom, Footer } from './footer.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { Logo } from './logo.tsx'
import { PageNews } from './page-news.tsx'
import { pageNewsTexts } from './page-news-texts.ts'
import { SkipLink } from './skip-link.tsx'

type ShellProps = {
  locale: Locale
  path: string
  discom: Discom
  demo: boolean
  hasHelp?: boolean
  children: ReactNode
}

/** What somebody looks for who is not logged in; on phones it stands on the first page and at the foot. */
const WAYS: readonly { href: string; name: (locale: Locale) => string }[] = [
  { href: '/calculator', name: (locale) => textsFor(locale, 'common')('calculator') },
  { href: '/camps', name: (locale) => textsFor(locale, 'camps')('title') },
  { href: '/about/help', name: (locale) => textsFor(locale, 'about')('help_title') },
]

/** Frame of the pages that need no login. `hasHelp` is false where the path is of a page that is not shown. */
export function PublicShell({ locale, path, discom, demo, hasHelp = true, children }: ShellProps) {
  const t = textsFor(locale, 'common')
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink text={t('skip')} />
      {demo && <DemoBanner locale={locale} />}
      {/* A camp's device says itself what it has kept. */}
      {!path.startsWith('/desk/camps/') && <PageNews texts={pageNewsTexts(locale)} />}
      <header className="flex min-h-14 items-center justify-between gap-3 border-b border-line bg-surface px-4 md:px-6 lg:min-h-17 lg:px-8">
        <Logo
          mark={discom.mark}
          href="/"
          name={t('portal')}
          owner={t('owner', { name: discom.shortName, place: inLanguage(discom.place, locale) })}
        />
        <div className="flex items-center gap-1 md:gap-6">
          {/* A host of the desk's own has none of these pages. */}
          {!path.startsWith('/desk/') && (
            <nav aria-label={t('menu')} className="hidden gap-6 md:flex">
              {WAYS.map(({ href, name }) => (
                <a
                  key={href}
                  href={href}
                  aria-current={href === path ? 'page' : undefined}
                  className="inline-flex min-h-11 items-center text-small font-semibold text-primary underline-offset-4 hover:underline aria-[current]:underline"
                >
                  {name(locale)}
                </a>
              ))}
            </nav>
          )}
          <LanguageSwitch locale={locale} path={path} />
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="outline-none mx-auto w-full max-w-280 grow px-4 pt-5 pb-8 md:px-6 lg:px-8 lg:pt-8 xl:px-0"
      >
        {children}
      </main>
      {hasHelp && (
        <div className="mx-auto w-full max-w-280 xl:[&>aside]:px-0">
          <HelpWithPage path={path} locale={locale} />
        </div>
      )}
      <Footer locale={locale} discom={discom} />
    </div>
  )
}
