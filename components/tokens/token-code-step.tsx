import { CodeForm } from '#components/identity/code-form.tsx'
import { Alert } from '#components/ui/alert.tsx'
import type { WishView } from '#lib/access-tokens/wish-token.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { CODE_LIVES_SECONDS } from '#lib/identity/otp-policy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { maskMobile } from '#lib/units/phone.ts'

/** The code that makes a key. */
export function TokenCodeStep({ wish, error, locale }: { wish: WishView; error?: string | undefined; locale: Locale }) {
  const t = textsFor(locale, 'tokens')
  const login = textsFor(locale, 'login')
  return (
    <>
      <div>
        <h2 className="text-h2">{t('codeTitle')}</h2>
        <p className="mt-1 text-text-2">
          {t.rich('sentTo', {
            mobile: maskMobile(wish.mobile),
            number: (digits) => (
              <strong key="number" className="whitespace-nowrap text-text">
                {digits}
              </strong>
            ),
          })}
        </p>
      </div>
      <CodeForm
        {...{ action: '/api/account/tokens/code', again: '/api/account/tokens/again', locale }}
        {...(error !== undefined && { error })}
        button={t('make')}
        minutes={CODE_LIVES_SECONDS / 60}
        until={wish.code?.isOpen ? wish.code.expiresAt : null}
      />
      <Alert kind="info" lead={login('tellNobody')}>
        {login('tellNobodyMore')}
      </Alert>
      <a href="/account/tokens?other=1" className="link inline-flex min-h-11 items-center">
        {t('other')}
      </a>
    </>
  )
}
