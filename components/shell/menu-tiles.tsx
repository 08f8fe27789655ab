import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { LogOutForm } from './log-out-form.tsx'
import { type MenuConnection, menuFor } from './menu.ts'
import { WhyShortMenu } from './why-short-menu.tsx'

/** All entries of the menu as tiles, and the way out: the menu's page and the phone's sheet show the same. */
export function MenuTiles(props: { connection: MenuConnection & { id: string }; locale: Locale }) {
  const { connection, locale } = props
  const t = textsFor(locale, 'common')
  return (
    <div className="grid grid-cols-1 gap-3">
      <ul className="grid grid-cols-2 gap-2.5">
        {menuFor(connection).map(({ key, path, icon }) => (
          <li key={key}>
            <a
              href={`/c/${connection.id}${path}`}
              className="flex h-full min-h-20 flex-col justify-between gap-2 rounded-2xl border border-line bg-surface p-3.5 font-semibold hover:border-line-strong"
            >
              <Icon name={icon} className="size-6 text-primary" />
              {t(`menu_${key}`)}
            </a>
          </li>
        ))}
      </ul>
      <WhyShortMenu connection={connection} locale={locale} />
      <div className="flex flex-wrap justify-between gap-x-4">
        <a
          href="/about/help"
          className="inline-flex min-h-12 items-center gap-3 rounded-xl px-3 font-medium text-text-2 hover:bg-sunken hover:text-text"
        >
          <Icon name="help" className="size-5.5" />
          {textsFor(locale, 'about')('help_title')}
        </a>
        <LogOutForm text={t('logOut')} />
      </div>
    </div>
  )
}
