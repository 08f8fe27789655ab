import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { CheckBox } from '#components/ui/check-box.tsx'
import { Choice, Field } from '#components/ui/field.tsx'
import { fileNote } from '#components/ui/file-link.tsx'
import { LONGEST_NAME, TOKEN_DAYS, TOKEN_SCOPES } from '#lib/access-tokens/token-policy.ts'
import { MOST_KB } from '#lib/export/file-sizes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { spacedConsumerNo } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Which field a refusal of a wish is about. */
const FIELD_OF: Record<string, string> = {
  ...{ name: 'name', scopes: 'scope', connection: 'connection', 'too-many': 'name', cooling: 'name', gone: 'name' },
  ...{ wait: 'name', 'too-many-codes': 'name' },
}
export const fieldOfError = (error: string | undefined): string | undefined =>
  error && Object.hasOwn(FIELD_OF, error) ? FIELD_OF[error] : undefined

type Props = {
  connections: readonly { id: string; consumerNo: string }[]
  error: { field: string; message: string } | null
  /** What was typed and ticked when it was refused. */
  typed?: { name?: string; scopes: readonly string[]; connection?: string; days?: string }
  locale: Locale
}

/** What a new key is called, what it reads, of which connection and for how long. */
export function TokenForm({ connections, error, typed = { scopes: [] }, locale }: Props) {
  const t = textsFor(locale, 'tokens')
  const errorOf = (field: string) => (error?.field === field ? { error: error.message } : {})
  return (
    <Card title={t('newTitle')}>
      <form method="post" action="/api/account/tokens" className="grid gap-5">
        <Field
          {...{ name: 'name', label: t('name'), hint: t('nameHint'), maxLength: LONGEST_NAME, ...errorOf('name') }}
          defaultValue={typed.name}
          autoComplete="off"
        />
        <fieldset>
          <legend className="text-label">{t('scopes')}</legend>
          <div className="mt-2 grid gap-2">
            {TOKEN_SCOPES.map((scope, index) => (
              <CheckBox
                key={scope}
                {...{ name: 'scope', value: scope, id: index === 0 ? 'scope' : `scope-${scope}` }}
                defaultChecked={typed.scopes.includes(scope)}
                {...(index === 0 ? errorOf('scope') : {})}
              >
                <span className="font-semibold">{t(`scope_${scope}`)}</span>
                <span className="block text-small text-text-2">{t(`note_${scope}`)}</span>
              </CheckBox>
            ))}
          </div>
        </fieldset>
        {connections.length > 1 && (
          <Choice
            {...{ name: 'connection', label: t('connection'), ...errorOf('connection') }}
            defaultValue={typed.connection}
            options={[
              { value: '', label: t('allConnections') },
              ...connections.map(({ id, consumerNo }) => ({ value: id, label: spacedConsumerNo(consumerNo) })),
            ]}
          />
        )}
        <Choice
          {...{ name: 'days', label: t('days') }}
          defaultValue={typed.days}
          options={TOKEN_DAYS.map((days) => ({ value: String(days), label: t('daysCount', { count: days }) }))}
        />
        <SubmitButton wide>{t('next')}</SubmitButton>
      </form>
      <p className="mt-3 text-small text-text-2">{t('care')}</p>
      <a href="/api/openapi.json" className="link inline-flex min-h-11 items-center">
        {t('description')} ({fileNote({ mostKb: MOST_KB.apiDescription }, locale, 'JSON')})
      </a>
    </Card>
  )
}
