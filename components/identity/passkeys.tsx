import { Alert } from '#components/ui/alert.tsx'
import { LinkButton, SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { PASSKEYS_PER_PERSON, PROOF_HOLDS_SECONDS } from '#lib/identity/otp-policy.ts'
import type { PasskeyView } from '#lib/identity/remove-passkey.ts'
import { formatDay, formatInstant } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { WherePasskeysWork } from './where-passkeys-work.tsx'

type Props = { passkeys: PasskeyView[]; path: string; justRemoved: boolean; locale: Locale }

/** What logging in without a code is, how to set it up, and the devices that have it; `path` is the page to return to. */
export function Passkeys({ passkeys, path, justRemoved, locale }: Props) {
  const t = textsFor(locale, 'passkeys')
  return (
    <Card title={t('title')} id="passkeys">
      {justRemoved && (
        <Alert kind="ok" status>
          {t('removed')}
        </Alert>
      )}
      <p>{t('lead')}</p>
      <p className="mt-2">{t('risk')}</p>
      <PasskeyList passkeys={passkeys} path={path} locale={locale} />
      {passkeys.length < PASSKEYS_PER_PERSON && (
        <div className="mt-4">
          <WherePasskeysWork cannot={t('cannot')}>
            <LinkButton href="/account/passkey" look="outlined">
              {t('setUp')}
            </LinkButton>
          </WherePasskeysWork>
        </div>
      )}
    </Card>
  )
}

/** The devices that log in without a code, each with a way to end it; nothing where there is none. */
export function PasskeyList({ passkeys, path, locale }: Omit<Props, 'justRemoved'>) {
  const t = textsFor(locale, 'passkeys')
  if (passkeys.length === 0) return null
  return (
    <>
      <ul className="mt-2">
        {passkeys.map((passkey) => (
          <Passkey key={passkey.id} passkey={passkey} path={path} locale={locale} />
        ))}
      </ul>
      <p className="mt-3 text-small text-text-2">{t('hint', { minutes: PROOF_HOLDS_SECONDS / 60 })}</p>
    </>
  )
}

function Passkey({ passkey, path, locale }: { passkey: PasskeyView; path: string; locale: Locale }) {
  const t = textsFor(locale, 'passkeys')
  const { id, createdAt, lastUsedAt, worksUntil } = passkey
  const device = passkey.device === '?' ? textsFor(locale, 'profile')('unknownDevice') : passkey.device
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-line py-2.5">
      <span className="min-w-0">
        <span className="block font-semibold">
          <Name locale={locale}>{device}</Name>
        </span>
        <span className="block text-small text-text-2">{t('since', { at: formatInstant(createdAt, locale) })}</span>
        <span className="block text-small text-text-2">
          {lastUsedAt ? t('lastUsed', { at: formatInstant(lastUsedAt, locale) }) : t('neverUsed')}
        </span>
        <span className="block text-small text-text-2">
          {t('worksUntil', { day: formatDay(dayOf(worksUntil), locale) })}
        </span>
      </span>
      <form method="post" action="/api/account/passkey/remove">
        <input type="hidden" name="passkey" value={id} />
        <input type="hidden" name="next" value={path} />
        <SubmitButton look="text">
          <span className="sr-only">
            {t.rich('removeLabel', { device, name: () => <Name locale={locale}>{device}</Name> })}
          </span>
          <span aria-hidden="true">{t('remove')}</span>
        </SubmitButton>
      </form>
    </li>
  )
}
