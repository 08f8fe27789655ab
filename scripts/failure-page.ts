import { textsFor } from '#lib/i18n/texts.ts'
import { brandColours } from '#lib/platform/brand-colours.ts'
import { env } from '#lib/platform/env.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'

/**
 * Why a request could not be served: by a fault, because the database is away, because too many came at once, or because one
 * login asked for too much.
 */
export type FailureReason = 'error' | 'unavailable' | 'busy' | 'limit'

/**
 * The page of a request that could not be served, in both languages. It needs no database, session or script, and takes
 * nothing from the request into its text.
 */
export function failurePage({
  reason,
  canReload,
  nonce,
}: {
  reason: FailureReason
  /** False for a form: opening its address again would not send it again. */
  canReload: boolean
  /** Allows the page's own style. */
  nonce: string
}): string {
  const { brandColour, discom } = env()
  const { helpline } = discom
  const parts = LOCALES.map((locale) => {
    const [t, away] = [textsFor(locale, 'failure'), textsFor(locale, 'away')]
    const why = textsOf(reason, locale)
    const link = canReload
      ? `<a href="">${t('retry')}</a>`
      : `<a href="/">${textsFor(locale, 'common')('back_home')}</a>`
    return `<section lang="${locale}">
<h1>${why(reason)}</h1>
<p>${why(`${reason}Text`)}</p>
<p>${away('paidAlready')}</p>
<p>${away('helpline', { helpline: escaped(helpline) })}</p>
<p>${link}</p>
</section>`
  })
  return `<!doctype html>
<html lang="hi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${LOCALES.map((locale) => textsOf(reason, locale)(reason)).join(' · ')}</title>
<style nonce="${nonce}">${STYLE}${brandColour ? linksIn(brandColour) : ''}</style>
</head>
<body>
<main>
${parts.join('\n')}
</main>
</body>
</html>
`
}

/** What a page that failed says of itself lies apart: each page brings those few texts to the browser (app/layout.tsx). */
const textsOf = (reason: FailureReason, locale: Locale) => textsFor(locale, reason === 'error' ? 'failure' : 'away')

// The tokens of app/globals.css that it needs, because the portal's style sheet may be out of reach as well.
const STYLE = `
:root { color-scheme: light dark }
body { margin: 0; background: #f7f5f0; color: #1a2033;
  font: 1rem/1.625 "Noto Sans", "Noto Sans Devanagari", "Kohinoor Devanagari", "Nirmala UI", system-ui, sans-serif }
main { max-width: 40rem; margin: 0 auto; padding: 1rem }
section { margin: 1rem 0; padding: 1rem 1.25rem; background: #fff; border: 1px solid #e2ddd1; border-radius: 16px }
h1 { margin: 0; font-size: 1.25rem; line-height: 1.6 }
p { margin: .5rem 0 }
a { display: inline-block; padding: .75rem 0; color: #2a3c96; font-weight: 700 }
a:focus-visible { outline: 3px solid; outline-offset: 2px }
@media (prefers-color-scheme: dark) {
  body { background: #10131c; color: #eef0f6 }
  section { background: #191d29; border-color: #333a4d }
  a { color: #aebbff }
}
`

function linksIn(colour: NonNullable<ReturnType<typeof env>['brandColour']>): string {
  const { light, dark } = brandColours(colour)
  return `a { color: ${light.primary} } @media (prefers-color-scheme: dark) { a { color: ${dark.primary} } }`
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
