import { CodeForm } from '#components/identity/code-form.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { CODE_LIVES_SECONDS } from '#lib/identity/otp-policy.ts'
import type { OwnCode } from '#lib/identity/own-code.ts'
import type { Locale } from '#lib/units/locale.ts'
import { maskMobile } from '#lib/units/phone.ts'

type Props = {
  /** Where the person's own code stands. */
  own: OwnCode
  /** What it does, as words of the privacy texts. */
  lead: 'sentTo' | 'eraseSentTo'
  button: string
  /** Where the code goes, and where another one is asked for. */
  action: string
  again: string
  error?: string | undefined
  locale: Locale
}

/** The code to a person's own number, and what it does. */
export function OwnCodeStep({ own, lead, button, action, again, error, locale }: Props) {
  const t = textsFor(locale, 'privacy')
  const login = textsFor(locale, 'login')
  return (
    <>
      <div>
        <h2 className="text-h2">{t('codeTitle')}</h2>
        <p className="mt-1 text-text-2">
          {t.rich(lead, {
            mobile: maskMobile(own.mobile),
            number: (digits) => (
              <strong key="number" className="whitespace-nowrap text-text">
                {digits}
              </strong>
            ),
          })}
        </p>
      </div>
      <CodeForm
        {...{ action, again, button, locale }}
        {...(error !== undefined && { error })}
        minutes={CODE_LIVES_SECONDS / 60}
        until={own.code?.isOpen ? own.code.expiresAt : null}
      />
      <Alert kind="info" lead={login('tellNobody')}>
        {login('tellNobodyMore')}
      </Alert>
    </>
  )
}
