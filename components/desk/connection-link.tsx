import { textsFor } from '#lib/i18n/texts.ts'
import { spacedConsumerNo } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Whose it is, by consumer number; the name is asked for with a reason. */
export function ConnectionLink(props: { connection: { id: string; consumerNo: string } | null; locale: Locale }) {
  const { connection, locale } = props
  const t = textsFor(locale, 'desk')
  if (!connection) return <span className="font-semibold">{t('nobodys')}</span>
  return (
    <a href={`/desk/connections/${connection.id}`} className="link inline-flex min-h-11 items-center">
      {t('consumerNo', { number: spacedConsumerNo(connection.consumerNo) })}
    </a>
  )
}
