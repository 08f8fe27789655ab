import { textsFor } from '#lib/i18n/texts.ts'
import { TOPICS } from '#lib/information/topics.ts'
import { formatDay } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import type { RecordLanguage } from '#lib/units/language.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'

/** When this portal was built, the last day on which its pages could change (`next.config.js`). */
const BUILT_AT = process.env.BUILT_AT as string

/** What the frames say about the utility; `env().discom` has it. */
export type Discom = {
  name: Record<RecordLanguage, string>
  shortName: string
  place: Record<RecordLanguage, string>
  helpline: string
  /** The address of its own mark. */
  mark?: string | undefined
}

/** Links to pages for everyone, the owner and the helpline. A link stands here once its page exists. */
export function Footer({ locale, discom }: { locale: Locale; discom: Discom }) {
  const t = textsFor(locale, 'common')
  const about = textsFor(locale, 'about')
  const links = [
    { href: '/calculator', text: t('calculator') },
    { href: '/recognise', text: textsFor(locale, 'chat')('recogniseTitle') },
    { href: '/not-linked', text: t('notLinked') },
    { href: '/glossary', text: textsFor(locale, 'glossary')('title') },
    { href: '/status', text: textsFor(locale, 'status')('link') },
    ...Object.keys(TOPICS).map((topic) => ({ href: `/about/${topic}`, text: about(`${topic}_title`) })),
    { href: '/about/site-map', text: about('map_title') },
  ]
  return (
    <footer className="border-t border-line px-4 py-4 text-small text-text-2 md:px-6 lg:px-8">
      <ul className="flex flex-wrap gap-x-5">
        {links.map(({ href, text }) => (
          <li key={href}>
            <a href={href} className="inline-flex min-h-11 items-center underline-offset-4 hover:underline">
              {text}
            </a>
          </li>
        ))}
      </ul>
      <p>{t('footer', { name: inLanguage(discom.name, locale), helpline: discom.helpline })}</p>
      <p>{about('changed', { date: formatDay(dayOf(new Date(BUILT_AT)), locale) })}</p>
    </footer>
  )
}
