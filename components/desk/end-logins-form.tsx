import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { RadioGroup } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { END_REASONS } from '#lib/staff/end-consumer-logins.ts'
import type { DeskLogins } from '#lib/staff/get-desk-logins.ts'
import type { Locale } from '#lib/units/locale.ts'

type EndLoginsError = 'NO_PERSON' | 'NO_REASON'

/** The refusal that an address names; none for anything else. */
export const endLoginsErrorOf = (word: unknown): EndLoginsError | undefined =>
  word === 'NO_PERSON' || word === 'NO_REASON' ? word : undefined

/** Whose logins end, why, and what that does. */
export function EndLoginsForm(props: {
  connectionId: string
  people: NonNullable<DeskLogins['people']>
  /** The link that was chosen before a refusal. */
  chosen?: string
  error?: { field: string; message: string }
  locale: Locale
}) {
  const { connectionId, people, chosen, error, locale } = props
  const t = textsFor(locale, 'desk')
  const errorOf = (field: string) => (error?.field === field ? error.message : undefined)
  if (people.length === 0) return <p>{t('loginsNobody')}</p>
  return (
    <Card>
      <form method="post" action="/api/desk/logins" className="grid max-w-140 gap-4">
        <input type="hidden" name="connection" value={connectionId} />
        <RadioGroup
          name="person"
          label={t('loginsWhose')}
          error={errorOf('person')}
          defaultValue={chosen}
          options={people.map(({ linkId, mobile, role }) => ({
            value: linkId,
            label: t('loginsPerson', { mobile, role: t(`linkRole_${role}`) }),
          }))}
        />
        <RadioGroup
          name="reason"
          label={t('loginsWhy')}
          error={errorOf('reason')}
          options={END_REASONS.map((value) => ({ value, label: t(`loginsWhy_${value}`) }))}
        />
        <p>{t('loginsEnds')}</p>
        <p className="font-semibold">{t('loginsSim')}</p>
        <SubmitButton wide>{t('loginsDo')}</SubmitButton>
      </form>
    </Card>
  )
}
