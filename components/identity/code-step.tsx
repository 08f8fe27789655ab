import type { ReactNode } from 'react'
import { Alert } from '#components/ui/alert.tsx'
import { type Texts, textsFor } from '#lib/i18n/texts.ts'
import type { ChallengeView } from '#lib/identity/get-challenge.ts'
import { CODE_LIVES_SECONDS } from '#lib/identity/otp-policy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { type Mobile, maskMobile } from '#lib/units/phone.ts'
import { CodeForm } from './code-form.tsx'

type Props = {
  title: string
  /** Where the code went, and what it does. */
  lead: ReactNode
  /** Null once no code works any more. */
  code: ChallengeView | null
  /** What a right code does, where it goes, and where another one is asked for. */
  button: string
  action: string
  again: string
  error?: string | undefined
  /** What else can be done here. */
  children?: ReactNode
  locale: Locale
}

/** The step of a journey at which a code from an SMS is asked for. */
export function CodeStep({ title, lead, code, button, action, again, error, children, locale }: Props) {
  const login = textsFor(locale, 'login')
  return (
    <>
      <div>
        <h2 className="text-h2">{title}</h2>
        <p className="mt-1 text-text-2">{lead}</p>
      </div>
      <CodeForm
        {...{ action, again, button, locale }}
        {...(error !== undefined && { error })}
        minutes={CODE_LIVES_SECONDS / 60}
        until={code?.isOpen ? code.expiresAt : null}
      />
      <Alert kind="info" lead={login('tellNobody')}>
        {login('tellNobodyMore')}
      </Alert>
      {children}
    </>
  )
}

/** A text with a few digits of a mobile number in it, which stay on one line. */
export function withMobile(t: Texts, key: string, mobile: Mobile): ReactNode {
  return t.rich(key, {
    mobile: maskMobile(mobile),
    number: (digits) => (
      <strong key="number" className="whitespace-nowrap text-text">
        {digits}
      </strong>
    ),
  })
}
