import type { Metadata } from 'next'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { deskMenuFor } from '#components/desk/desk-menu.ts'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'desk')('title') }) }
}

/** The desk: what the officer's role can do. */
export default async function DeskHomePage() {
  const { actor, locale } = await deskPage(null)
  const t = textsFor(locale, 'desk')
  const entries = deskMenuFor(actor.role).filter(({ path }) => path !== '/desk')
  return (
    <Stack>
      <PageTitle>{t('title')}</PageTitle>
      <Card>
        <LinkList
          items={entries.map(({ key, path, icon }) => ({
            href: path,
            icon,
            title: t(`menu_${key}`),
            note: t(`note_${key}`),
          }))}
        />
      </Card>
    </Stack>
  )
}
