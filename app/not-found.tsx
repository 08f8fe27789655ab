import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { cache } from 'react'
import { currentLocale } from '#app/locale.ts'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'
import { PATH_HEADER } from './portal-page.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'states')('notFound') }) }
}

/**
 * Says the same for what does not exist and for what belongs to somebody else. Next.js puts it into every page, at the root
 * and at each group of pages: as one promise it is made and sent once.
 */
export default function NotFound() {
  return <div className="contents">{page()}</div>
}

const page = cache(async () => {
  const locale = await currentLocale()
  const t = textsFor(locale, 'states')
  const { discom, mode } = env()
  const path = (await headers()).get(PATH_HEADER) ?? '/'
  return (
    <PublicShell locale={locale} path={path} discom={discom} demo={mode === 'demo'} hasHelp={false}>
      <div className="mx-auto grid max-w-160 justify-items-start gap-3 py-6">
        <h1 className="text-h1">{t('notFound')}</h1>
        <p className="mb-3 text-text-2">{t('notFoundText')}</p>
        <LinkButton href="/">{textsFor(locale, 'common')('back_home')}</LinkButton>
      </div>
    </PublicShell>
  )
})
