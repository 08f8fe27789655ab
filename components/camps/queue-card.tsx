import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { campDayId: string; waiting: number; lastToken: number; locale: Locale }

/** The queue: a number for whoever comes, and whose turn is next. */
export function QueueCard({ campDayId, waiting, lastToken, locale }: Props) {
  const t = textsFor(locale, 'camps')
  return (
    <Card title={t('queue')} aside={t('waitingShort', { count: waiting, last: lastToken })}>
      <div className="flex flex-wrap gap-3">
        {(['token', 'next'] as const).map((action) => (
          <form key={action} method="post" action={`/api/desk/camps/${action}`}>
            <input type="hidden" name="camp" value={campDayId} />
            <SubmitButton look="outlined">{t(action === 'token' ? 'give' : 'call')}</SubmitButton>
          </form>
        ))}
      </div>
    </Card>
  )
}
