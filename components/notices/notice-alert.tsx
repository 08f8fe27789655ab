import { Alert } from '#components/ui/alert.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay } from '#lib/units/display.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'

/** What a consumer reads of a notice: who says it, what, and until when it is told. */
export function NoticeAlert(props: { text: string; untilOn: IstDay; discom: string; locale: Locale }) {
  const { text, untilOn, discom, locale } = props
  const t = textsFor(locale, 'notices')
  return (
    <Alert kind="info" lead={t('from', { discom })}>
      {text} <span className="text-small text-text-2">{t('until', { day: formatDay(untilOn, locale) })}</span>
    </Alert>
  )
}
