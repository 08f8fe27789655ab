import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { MenuTiles } from '#components/shell/menu-tiles.tsx'
import { textsFor } from '#lib/i18n/texts.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = textsFor(await currentLocale(), 'common')
  return { title: t('title', { title: t('menu') }) }
}

/** The whole menu as a page: what the phone's bottom bar leads to where no script opens it as a sheet. */
export default async function MenuPage({ params }: { params: Promise<{ connection: string }> }) {
  const { connection, locale } = await portalPage(params)
  return (
    <div className="grid max-w-140 grid-cols-1 gap-4">
      <h1 className="text-h1">{textsFor(locale, 'common')('menu')}</h1>
      <MenuTiles connection={connection} locale={locale} />
    </div>
  )
}
