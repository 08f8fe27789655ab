import { codeError } from '#components/identity/login-errors.ts'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Choice, CodeField, Field, RadioGroup } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'

export const LINK_ROLES = ['OWNER', 'MEMBER', 'TENANT'] as const
/** The fields of the first form that can be wrong. */
export const DESK_LINK_ERRORS: readonly string[] = ['mobile', 'endsOn']

type Fault = { field: string; message: string }

/** What is wrong, by the word that an address names, with the field that it belongs to; undefined for nothing. */
export function deskLinkError(word: unknown, triesLeft: number, locale: Locale): Fault | undefined {
  const t = textsFor(locale, 'desk')
  if (word === 'mobile') return { field: 'mobile', message: t('error_BAD_MOBILE') }
  if (word === 'ends') return { field: 'endsOn', message: t('error_ends') }
  if (word === 'gone') return { field: 'mobile', message: t('error_linkGone') }
  const message = codeError(textsFor(locale, 'login'), typeof word === 'string' ? word : undefined, triesLeft)
  return message ? { field: word === 'wait' || word === 'too-many-codes' ? 'mobile' : 'code', message } : undefined
}

/** What was typed and chosen before a refusal. */
export type ChosenLink = { mobile?: string; role?: string; endsOn?: string; language?: string }

/** Whose number, and what they are to the connection. */
export function DeskLinkForm(props: { connectionId: string; error?: Fault; typed?: ChosenLink; locale: Locale }) {
  const { connectionId, error, typed = {}, locale } = props
  const t = textsFor(locale, 'desk')
  const inbox = textsFor(locale, 'inbox')
  return (
    <Card>
      <form method="post" action="/api/desk/link" className="grid max-w-110 gap-4">
        <input type="hidden" name="connection" value={connectionId} />
        <Field
          name="mobile"
          label={t('linkMobile')}
          hint={t('linkMobileHint')}
          error={error?.field === 'mobile' ? error.message : undefined}
          defaultValue={typed.mobile}
          inputMode="tel"
          maxLength={24}
        />
        <RadioGroup
          name="role"
          label={t('linkRole')}
          defaultValue={LINK_ROLES.find((role) => role === typed.role) ?? 'OWNER'}
          options={LINK_ROLES.map((value) => ({ value, label: t(`linkRole_${value}`) }))}
        />
        <Field
          name="endsOn"
          type="date"
          label={t('linkEnds')}
          hint={t('linkEndsHint')}
          error={error?.field === 'endsOn' ? error.message : undefined}
          defaultValue={typed.endsOn}
        />
        <Choice
          name="language"
          label={inbox('language')}
          defaultValue={typed.language ?? 'hi'}
          options={[...LOCALES].map((value) => ({ value, label: inbox(`reads_${value}`) }))}
        />
        <SubmitButton>{t('send')}</SubmitButton>
      </form>
    </Card>
  )
}

/** The code that came to the phone of whoever stands at the desk. */
export function DeskCodeForm(props: {
  connectionId: string
  requestId: string
  mobile: string
  error?: string
  locale: Locale
}) {
  const { connectionId, requestId, mobile, error, locale } = props
  const t = textsFor(locale, 'desk')
  return (
    <Card>
      <form method="post" action="/api/desk/link/code" className="grid max-w-110 gap-4">
        <input type="hidden" name="connection" value={connectionId} />
        <input type="hidden" name="request" value={requestId} />
        <CodeField name="code" label={t('linkCode')} hint={t('linkCodeHint', { mobile })} error={error} />
        <SubmitButton>{t('linkDo')}</SubmitButton>
      </form>
      <a href={`/desk/connections/${connectionId}/link`} className="link mt-2 inline-flex min-h-11 items-center">
        {t('linkOther')}
      </a>
    </Card>
  )
}
