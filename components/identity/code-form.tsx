import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { CodeField } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { OwnNumber } from '#lib/identity/own-number.ts'
import { formatTime } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { OwnNumberField } from './own-number-field.tsx'

type Props = {
  minutes: number
  /** Null once the code no longer works. */
  until: Date | null
  error?: string
  /** The other number that is asked for, and what is wrong with it. */
  own?: OwnNumber | null
  ownError?: string
  /** Where the code goes, and where another one is asked for. */
  action?: string
  again?: string
  /** Where it is asked for by WhatsApp, if anywhere. */
  byChat?: string
  /** What a right code does. */
  button?: string
  locale: Locale
}

/** A code from an SMS, and a way to another one: of the login, unless it says otherwise. */
export function CodeForm(props: Props) {
  const {
    minutes,
    until,
    error,
    own,
    ownError,
    action = '/api/login/code',
    again = '/api/login/again',
    byChat,
    button,
    locale,
  } = props
  const t = textsFor(locale, 'login')
  const hint = until ? t('codeHintUntil', { minutes, until: formatTime(until, locale) }) : t('codeHint', { minutes })
  return (
    <Card>
      <form method="post" action={action} className="grid gap-4">
        <CodeField name="code" label={t('code')} hint={hint} error={error} />
        <OwnNumberField own={own} error={ownError} locale={locale} />
        <SubmitButton wide>{button ?? t('logIn')}</SubmitButton>
      </form>
      <form method="post" action={again} className="mt-2 flex flex-wrap items-center justify-between gap-x-4">
        <span className="text-text-2">{t('noCode')}</span>
        <SubmitButton look="text">{t('resend')}</SubmitButton>
      </form>
      {byChat && (
        <form method="post" action={byChat} className="flex flex-wrap items-center justify-between gap-x-4">
          <span className="text-text-2">{t('stillNoCode')}</span>
          <SubmitButton look="text">{t('byChat')}</SubmitButton>
        </form>
      )}
    </Card>
  )
}
