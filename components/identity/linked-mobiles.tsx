import type { ReactNode } from 'react'
import { Alert } from '#components/ui/alert.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { LinkedMobile, PendingInvitation } from '#lib/identity/get-profile.ts'
import { formatDay } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = {
  connectionId: string
  mobiles: LinkedMobile[]
  invitations: PendingInvitation[]
  /** An owner with a strong proof, who alone may remove. */
  mayManage: boolean
  /** What was just done, or why it was not. */
  done?: string
  refusal?: string
  locale: Locale
}

/** Which numbers can log in for this connection, and which were invited. */
export function LinkedMobiles(props: Props) {
  const { connectionId, mobiles, invitations, mayManage, done, refusal, locale } = props
  const t = textsFor(locale, 'profile')
  const isOwner = ({ role, isWeak }: LinkedMobile) => role === 'OWNER' && !isWeak
  // The last owner stays, so there is nothing to press.
  const mayRemove = (mobile: LinkedMobile) => mayManage && (!isOwner(mobile) || mobiles.filter(isOwner).length > 1)
  return (
    <Card title={t('mobiles')} id="family">
      {done && (
        <Alert kind="ok" status>
          {done}
        </Alert>
      )}
      {refusal && (
        <Alert kind="bad" status>
          {refusal}
        </Alert>
      )}
      <ul>
        {mobiles.map((mobile) => (
          <Person key={mobile.id} person={mobile} locale={locale}>
            {mobile.isWeak && <Badge kind="quiet">{t('mobileWeak')}</Badge>}
            {mobile.isYou && <Badge kind="info">{t('mobileYou')}</Badge>}
            {mayRemove(mobile) && (
              <RowForm
                action="/api/family/remove"
                values={{ connection: connectionId, link: mobile.id }}
                text={t('remove')}
                label={t('removeLabel', { mobile: mobile.masked })}
              />
            )}
          </Person>
        ))}
        {invitations.map((invitation) => (
          <Person key={invitation.id} person={invitation} locale={locale}>
            <Badge kind="warn">{t('mobileInvited')}</Badge>
            {mayManage && (
              <RowForm
                action="/api/family/withdraw"
                values={{ connection: connectionId, invitation: invitation.id }}
                text={t('withdraw')}
                label={t('withdrawLabel', { mobile: invitation.masked })}
              />
            )}
          </Person>
        ))}
      </ul>
      <p className="mt-3 text-small text-text-2">
        {t('mobilesHint')} {!mayManage && t('ownerOnly')}
      </p>
      <p className="mt-1 flex flex-wrap gap-x-6">
        <a href="/link" className="link inline-flex min-h-11 items-center">
          {t('addConnection')}
        </a>
        <a href="/account/number" className="link inline-flex min-h-11 items-center">
          {t('changeNumber')}
        </a>
      </p>
    </Card>
  )
}

function Person(props: { person: PendingInvitation; children: ReactNode; locale: Locale }) {
  const { person, children, locale } = props
  const t = textsFor(locale, 'profile')
  const { masked, role, endsOn } = person
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-line py-2.5">
      <span>
        <span className="block font-semibold whitespace-nowrap">{masked}</span>
        <span className="block text-small text-text-2">
          {t('role', { role })}
          {endsOn && `, ${t('mobileUntil', { until: formatDay(endsOn, locale) })}`}
        </span>
      </span>
      <span className="flex flex-wrap items-center gap-x-3">{children}</span>
    </li>
  )
}

function RowForm(props: { action: string; values: Record<string, string>; text: string; label: string }) {
  const { action, values, text, label } = props
  return (
    <form method="post" action={action}>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton look="text">
        <span className="sr-only">{label}</span>
        <span aria-hidden="true">{text}</span>
      </SubmitButton>
    </form>
  )
}
