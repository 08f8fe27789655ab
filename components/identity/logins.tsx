import { Alert } from '#components/ui/alert.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { SessionView } from '#lib/identity/list-sessions.ts'
import { PROOF_HOLDS_SECONDS } from '#lib/identity/otp-policy.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { sessions: SessionView[]; path: string; justEnded: boolean; locale: Locale }

/** Where this person is logged in, each with a way to end it; `path` is the page to return to. */
export function Logins({ sessions, path, justEnded, locale }: Props) {
  const t = textsFor(locale, 'profile')
  return (
    <Card title={t('logins')} id="logins">
      {justEnded && (
        <Alert kind="ok" status>
          {t('ended')}
        </Alert>
      )}
      <ul>
        {sessions.map((session) => (
          <Login key={session.id} session={session} path={path} locale={locale} />
        ))}
      </ul>
      <p className="mt-3 text-small text-text-2">{t('loginsHint', { minutes: PROOF_HOLDS_SECONDS / 60 })}</p>
      <div className="mt-4 grid gap-3 sm:flex sm:flex-wrap">
        <form method="post" action="/api/logout" className="grid">
          <SubmitButton look="outlined">{t('logOut')}</SubmitButton>
        </form>
        <form method="post" action="/api/sessions/end" className="grid">
          <input type="hidden" name="next" value={path} />
          <SubmitButton look="outlined" name="everywhere" value="yes">
            {t('logOutEverywhere')}
          </SubmitButton>
        </form>
      </div>
    </Card>
  )
}

function Login({ session, path, locale }: { session: SessionView; path: string; locale: Locale }) {
  const t = textsFor(locale, 'profile')
  const device = session.device === '?' ? t('unknownDevice') : session.device
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-line py-2.5">
      <span className="min-w-0">
        <span className="flex flex-wrap items-baseline gap-2 font-semibold">
          <Name locale={locale}>{device}</Name>
          {session.isThis && <Badge kind="info">{t('thisDevice')}</Badge>}
        </span>
        <span className="block text-small text-text-2">
          {t('loggedInAt', { at: formatInstant(session.startedAt, locale) })}
        </span>
        <span className="block text-small text-text-2">
          {t('lastSeen', { at: formatInstant(session.lastSeenAt, locale) })}
        </span>
      </span>
      {!session.isThis && (
        <form method="post" action="/api/sessions/end">
          <input type="hidden" name="session" value={session.id} />
          <input type="hidden" name="next" value={path} />
          <SubmitButton look="text">
            <span className="sr-only">
              {t.rich('endOneLabel', { device, name: () => <Name locale={locale}>{device}</Name> })}
            </span>
            <span aria-hidden="true">{t('endOne')}</span>
          </SubmitButton>
        </form>
      )}
    </li>
  )
}
