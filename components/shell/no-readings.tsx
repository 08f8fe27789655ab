import { EmptyCard } from '#components/ui/empty-card.tsx'
import type { IconName } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { connectionId: string; icon: IconName; lead: string; children: string; locale: Locale }

/** A page of a smart meter that has sent nothing yet; if that lasts, there is somebody to tell. */
export function NoReadings({ connectionId, icon, lead, children, locale }: Props) {
  const way = (
    <a href={`/c/${connectionId}/complaints/new?category=METER`}>{textsFor(locale, 'common')('noReadingTell')}</a>
  )
  return (
    <EmptyCard icon={icon} lead={lead} way={way}>
      {children}
    </EmptyCard>
  )
}
