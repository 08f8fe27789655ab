import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Invitation } from '#lib/linking/list-invitations.ts'
import { formatDay } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Connections that somebody wants this person to see: shown before they agree, with nothing of them but four digits. */
export function Invitations({ invitations, locale }: { invitations: Invitation[]; locale: Locale }) {
  const t = textsFor(locale, 'login')
  return invitations.map(({ id, connection, endsOn, from }) => (
    <Card key={id} title={t('invitedTitle')}>
      <p>{t('invitedText', { from, connection })}</p>
      <p className="text-text-2">
        {endsOn && t('invitedUntil', { until: formatDay(endsOn, locale) })} {t('invitedPays')}
      </p>
      <form method="post" action="/api/invitations" className="mt-3 grid gap-3 sm:flex">
        <input type="hidden" name="invitation" value={id} />
        <SubmitButton name="answer" value="accept">
          {t('invitedAccept')}
        </SubmitButton>
        <SubmitButton look="outlined" name="answer" value="decline">
          {t('invitedDecline')}
        </SubmitButton>
      </form>
    </Card>
  ))
}
