import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { StyleGuide } from '#components/demo/style-guide.tsx'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'demo')('style') }) }
}

/** What pages are made of, for those who build or brand them. In live mode it does not exist. */
export default async function StyleGuidePage() {
  const { mode, discom } = env()
  if (mode !== 'demo') notFound()
  const locale = await currentLocale()
  const t = textsFor(locale, 'demo')
  return (
    <PublicShell locale={locale} path="/demo/styleguide" discom={discom} demo>
      <Stack>
        <div id="style">
          <PageTitle>{t('style')}</PageTitle>
          <p className="mt-1 text-text-2">{t('styleLead')}</p>
        </div>
        <StyleGuide locale={locale} />
      </Stack>
    </PublicShell>
  )
}
