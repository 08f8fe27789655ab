import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field, RadioGroup } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** An owner invites somebody of the family, or a tenant until a last day. */
export function InviteForm(props: {
  connectionId: string
  error?: { field: string; message: string }
  /** What was chosen before a refusal; the number is not among it, because it would stand in an address. */
  typed?: { role?: string; endsOn?: string }
  locale: Locale
}) {
  const { connectionId, error, typed = {}, locale } = props
  const t = textsFor(locale, 'profile')
  const errorOf = (field: string) => (error?.field === field ? error.message : undefined)
  return (
    <Card title={t('inviteTitle')} id="invite">
      <form method="post" action="/api/family/invite" className="grid gap-4">
        <input type="hidden" name="connection" value={connectionId} />
        <Field
          {...{ name: 'mobile', label: t('inviteMobile'), hint: t('inviteMobileHint'), error: errorOf('mobile') }}
          {...{ inputMode: 'tel', autoComplete: 'off', maxLength: 20 }}
        />
        <RadioGroup
          name="role"
          label={t('inviteRole')}
          defaultValue={error?.field === 'endsOn' || typed.role === 'TENANT' ? 'TENANT' : 'MEMBER'}
          options={[
            { value: 'MEMBER', label: t('inviteMember') },
            { value: 'TENANT', label: t('inviteTenant') },
          ]}
        />
        <Field
          {...{ name: 'endsOn', label: t('inviteEnds'), hint: t('inviteEndsHint'), error: errorOf('endsOn') }}
          defaultValue={typed.endsOn}
          autoComplete="off"
          maxLength={30}
        />
        <SubmitButton look="outlined">{t('inviteSend')}</SubmitButton>
      </form>
    </Card>
  )
}
