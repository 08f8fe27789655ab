import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import type { CampAtWork } from '#lib/camps/get-office-camp.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { camp: Pick<CampAtWork, 'id' | 'waiting' | 'lastToken' | 'calledToken'>; locale: Locale }

/** The queue: a number for whoever comes, and whose turn is next. Whom one has called stands there while one writes. */
export function QueueCard({ camp, locale }: Props) {
  const t = textsFor(locale, 'camps')
  return (
    <Card
      title={t('queue')}
      aside={t('waitingShort', { count: camp.waiting, called: camp.calledToken, last: camp.lastToken })}
    >
      <div className="flex flex-wrap gap-3">
        {(['token', 'next'] as const).map((action) => (
          <form key={action} method="post" action={`/api/desk/camps/${action}`}>
            <input type="hidden" name="camp" value={camp.id} />
            <SubmitButton look="outlined">{t(action === 'token' ? 'give' : 'call')}</SubmitButton>
          </form>
        ))}
      </div>
    </Card>
  )
}
