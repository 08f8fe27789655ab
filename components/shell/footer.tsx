import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** What the frames say about the utility; `env().discom` has it. */
export type Discom = {
  name: Record<Locale, string>
  shortName: string
  place: Record<Locale, string>
  helpline: string
}

/** Links to pages for everyone, the owner and the helpline. A link stands here once its page exists. */
export function Footer({ locale, discom }: { locale: Locale; discom: Discom }) {
  const t = textsFor(locale, 'common')
  const link = 'inline-flex min-h-11 items-center underline-offset-4 hover:underline'
  return (
    <footer className="border-t border-line px-4 py-4 text-small text-text-2 md:px-6 lg:px-8">
      <p className="flex flex-wrap gap-x-5">
        <a href="/calculator" className={link}>
          {t('calculator')}
        </a>
        <a href="/recognise" className={link}>
          {textsFor(locale, 'chat')('recogniseTitle')}
        </a>
        <a href="/not-linked" className={link}>
          {t('notLinked')}
        </a>
        <a href="/status" className={link}>
          {textsFor(locale, 'status')('link')}
        </a>
      </p>
      <p>{t('footer', { name: discom.name[locale], helpline: discom.helpline })}</p>
    </footer>
  )
}
