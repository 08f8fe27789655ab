import type { ReactNode } from 'react'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { DemoBanner } from './demo-banner.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { Logo } from './logo.tsx'

export type Discom = {
  name: Record<Locale, string>
  shortName: string
  place: Record<Locale, string>
  helpline: string
}

type ShellProps = { locale: Locale; path: string; discom: Discom; demo: boolean; children: ReactNode }

/** Frame of the pages that need no login. */
export function PublicShell({ locale, path, discom, demo, children }: ShellProps) {
  const t = textsFor(locale, 'common')
  return (
    <>
      <SkipLink text={t('skip')} />
      {demo && <DemoBanner text={t('demo')} link={t('demoLink')} />}
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex min-h-14 max-w-280 items-center justify-between gap-3 px-4 md:px-6 lg:min-h-17 lg:px-0">
          <Logo
            href="/"
            name={t('portal')}
            owner={t('owner', { name: discom.shortName, place: discom.place[locale] })}
          />
          <div className="flex items-center gap-1 md:gap-5">
            <a href="/calculator" className="hidden min-h-11 items-center font-semibold text-primary md:inline-flex">
              {t('calculator')}
            </a>
            <LanguageSwitch locale={locale} path={path} />
          </div>
        </div>
      </header>
      <main id="main" className="mx-auto w-full max-w-280 px-4 py-5 md:px-6 lg:px-0 lg:py-8">
        {children}
      </main>
      <Footer locale={locale} discom={discom} />
    </>
  )
}

export function SkipLink({ text }: { text: string }) {
  return (
    <a href="#main" className="skip-link font-semibold text-primary">
      {text}
    </a>
  )
}

export function Footer({ locale, discom }: { locale: Locale; discom: Discom }) {
  const t = textsFor(locale, 'common')
  return (
    <footer className="mx-auto w-full max-w-280 border-t border-line px-4 py-5 text-small text-text-2 md:px-6 lg:px-0">
      <p className="flex flex-wrap gap-x-5">
        <a href="/calculator" className="inline-flex min-h-11 items-center underline-offset-4 hover:underline">
          {t('calculator')}
        </a>
        <a href="/not-linked" className="inline-flex min-h-11 items-center underline-offset-4 hover:underline">
          {t('notLinked')}
        </a>
      </p>
      <p>{t('footer', { name: discom.name[locale], helpline: discom.helpline })}</p>
    </footer>
  )
}
