import { BAR_COLOURS } from '#components/shell/bar-colours.ts'
import { APP_ICONS, type AppIcon } from '#lib/branding/app-icon.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'
import { LOCALES } from '#lib/units/locale.ts'

export const dynamic = 'force-dynamic'

/**
 * What a phone needs to put the portal among its apps (W3C Web App Manifest). It is fetched without a cookie, so it is in
 * both languages: the first name is Hindi, and `*_localized` says the others to browsers that know it.
 */
export function GET(): Response {
  const inEach = (text: (locale: (typeof LOCALES)[number]) => string) =>
    Object.fromEntries(LOCALES.map((locale) => [locale, { value: text(locale), lang: locale, dir: 'ltr' }]))
  const name = (locale: (typeof LOCALES)[number]) => textsFor(locale, 'common')('portal')
  const description = (locale: (typeof LOCALES)[number]) => textsFor(locale, 'landing')('title')
  const { brandColour, discom } = env()
  const { shortName } = discom
  const manifest = {
    id: '/home',
    start_url: '/home',
    scope: '/',
    display: 'standalone',
    lang: 'hi',
    dir: 'ltr',
    name: `${name('hi')} · ${name('en')} (${shortName})`,
    name_localized: inEach((locale) => `${name(locale)} (${shortName})`),
    short_name: name('hi'),
    short_name_localized: inEach(name),
    description: description('hi'),
    description_localized: inEach(description),
    categories: ['utilities'],
    theme_color: brandColour ?? BAR_COLOURS.light,
    background_color: BAR_COLOURS.ground,
    icons: (Object.keys(APP_ICONS) as AppIcon[]).map((icon) => {
      const { size, isMaskable } = APP_ICONS[icon]
      const purpose = isMaskable ? 'maskable' : 'any'
      return { src: `/icons/${icon}`, sizes: `${size}x${size}`, type: 'image/png', purpose }
    }),
  }
  return new Response(JSON.stringify(manifest), {
    headers: { 'Content-Type': 'application/manifest+json; charset=utf-8', 'Cache-Control': 'public, max-age=86400' },
  })
}
