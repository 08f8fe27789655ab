import { CodeForm } from '#components/identity/code-form.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ChallengeView } from '#lib/identity/get-challenge.ts'
import { CODE_LIVES_SECONDS } from '#lib/identity/otp-policy.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = {
  title: string
  view: ChallengeView
  action: string
  again: string
  button: string
  error?: string
  /** What to do when no code comes, the same for right and wrong facts. */
  noCode: string
  locale: Locale
}

/** A code of linking: the form, the warning, and a way back to the facts. */
export function CodeStep({ title, view, action, again, button, error, noCode, locale }: Props) {
  const t = textsFor(locale, 'link')
  const login = textsFor(locale, 'login')
  return (
    <>
      <CodeForm
        {...{ action, again, button, error, locale }}
        minutes={CODE_LIVES_SECONDS / 60}
        until={view.isOpen ? view.expiresAt : null}
      />
      <Alert kind="info" lead={login('tellNobody')}>
        {login('tellNobodyMore')}
      </Alert>
      <section aria-label={title} className="border-t border-line pt-4">
        <h2 className="text-label">{t('noCodeLead')}</h2>
        <p className="text-text-2">{noCode}</p>
        <a href="/link/bill" className="link inline-flex min-h-11 items-center">
          {t('noCodeLink')}
        </a>
      </section>
    </>
  )
}
