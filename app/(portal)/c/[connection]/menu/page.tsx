import { portalPage } from '#app/portal-page.ts'
import { MENU } from '#components/shell/menu.ts'
import { LogOutForm } from '#components/shell/portal-shell.tsx'
import { Card } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'

/** The whole menu as a page: what the phone's bottom bar leads to. */
export default async function MenuPage({ params }: { params: Promise<{ connection: string }> }) {
  const { connection, locale } = await portalPage(params)
  const t = textsFor(locale, 'common')
  return (
    <div className="grid gap-5">
      <h1 className="text-h1">{t('menu')}</h1>
      <Card>
        <LinkList
          items={MENU.map(({ key, path, icon }) => ({
            href: `/c/${connection.id}${path}`,
            icon,
            title: t(`menu_${key}`),
          }))}
        />
        <LogOutForm text={t('logOut')} />
      </Card>
    </div>
  )
}
