import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** What the portal's own pages show of a demo. A build without the demo has nothing in place of this file (`next.config.js`). */

/** Says on every page of a demo that nothing here is real, and where its phone is. */
export function DemoBanner({ locale }: { locale: Locale }) {
  const t = textsFor(locale, 'demo')
  return (
    <aside className="no-print bg-warn-tint px-4 py-1.5 text-small text-warn">
      {t('banner')}{' '}
      <a href="/demo" className="font-semibold text-primary underline underline-offset-4">
        {t('bannerLink')}
      </a>
    </aside>
  )
}

/** The way from a QR to the UPI app of the demo's phone. `back` is where that leads whoever has no login. */
export function DemoPayLink({ upiLink, back, locale }: { upiLink: string; back?: string; locale: Locale }) {
  const query = new URLSearchParams({ upi: upiLink, ...(back && { back }) })
  return <a href={`/demo?${query}`}>{textsFor(locale, 'demo')('payHere')}</a>
}

/** The way to the phone that has the code. */
export function DemoCodeLink({ mobile, locale }: { mobile: string; locale: Locale }) {
  return (
    <a
      href={`/demo?to=${mobile}#phone`}
      target="_blank"
      rel="noopener"
      className="link inline-flex min-h-11 items-center"
    >
      {textsFor(locale, 'demo')('codeHere')}
    </a>
  )
}
