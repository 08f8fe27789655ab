import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { BAR_COLOURS } from '#components/shell/bar-colours.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'
import { BrandStyle } from './brand-style.tsx'
import { FAILURE_WORDS } from './failure-words.ts'
import { currentLocale, currentTheme } from './locale.ts'
import './globals.css'

export function generateMetadata(): Metadata {
  const { appIcon, brandColour } = env()
  return {
    title: `${env().portalName.hi} · ${env().portalName.en}`,
    formatDetection: { telephone: false },
    // Personal pages have nothing to look for; the landing page says who we are without being asked.
    robots: { index: false },
    manifest: '/manifest.webmanifest',
    icons: { icon: appIcon || brandColour ? '/icons/192.png' : '/icon.svg', apple: '/icons/apple-180.png' },
  }
}
export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  // The bars at top and bottom of a phone take the colour of the portal's own.
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: BAR_COLOURS.light },
    { media: '(prefers-color-scheme: dark)', color: BAR_COLOURS.dark },
  ],
}

const PAGE_END = 'page-end'

/** Every page is made for one reader: nothing is rendered ahead of the request. */
export const dynamic = 'force-dynamic'

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, theme] = [await currentLocale(), await currentTheme()]
  const t = textsFor(locale, 'failure')
  return (
    <html lang={locale} data-theme={theme === 'auto' ? undefined : theme}>
      <head>
        {/* A page is shown when all of it is there: what is read in parts moves what was shown before. */}
        <link rel="expect" href={`#${PAGE_END}`} blocking="render" />
        <BrandStyle />
      </head>
      <body>
        {children}
        <template id={FAILURE_WORDS} data-error={t('error')} data-error-text={t('errorText')} data-retry={t('retry')} />
        <span id={PAGE_END} hidden />
      </body>
    </html>
  )
}
