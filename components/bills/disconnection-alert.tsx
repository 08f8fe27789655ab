import { Alert } from '#components/ui/alert.tsx'
import { Name } from '#components/ui/name.tsx'
import type { Disconnection } from '#lib/billing/disconnection.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { notice: Disconnection | null; helpline: string; locale: Locale }

/** That the utility means to cut the supply: when and why, as it told us, and whom to ask. */
export function DisconnectionAlert({ notice, helpline, locale }: Props) {
  if (!notice) return null
  const t = textsFor(locale, 'bills')
  const { disconnectOn, reason, words } = notice
  return (
    <Alert kind="warn" lead={t('cutLead', { date: formatDay(disconnectOn, locale) })}>
      {t(`cutReason_${reason}`)}
      {words && <> {t.rich('cutWords', { said: () => <Name locale={locale}>{words}</Name> })}</>}{' '}
      {t('cutAsk', { helpline })}
    </Alert>
  )
}
