import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { RadioGroup } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { InstalmentsView } from '#lib/payments/get-instalments.ts'
import type { InstalmentRefusal } from '#lib/payments/request-instalments.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise } from '#lib/units/paise.ts'

type Props = {
  offers: InstalmentsView['offers']
  unpaidPaise: Paise
  connectionId: string
  refusal?: InstalmentRefusal
  locale: Locale
}

const REFUSALS: readonly InstalmentRefusal[] = ['NOT_A_COUNT', 'TOO_LITTLE', 'ALREADY_ASKED']

/** The refusal that an address names; none for anything else. */
export const refusalOf = (word: unknown): InstalmentRefusal | undefined => REFUSALS.find((refusal) => refusal === word)

/** Asks over how many months, each with what a month comes to. */
export function InstalmentForm({ offers, unpaidPaise, connectionId, refusal, locale }: Props) {
  const t = textsFor(locale, 'instalments')
  const error = refusal && t(`error_${refusal}`)
  return (
    <>
      <ErrorSummary
        title={textsFor(locale, 'common')('error_count', { count: 1 })}
        errors={error ? [{ field: 'instalments', message: error }] : []}
      />
      <Card>
        <form method="post" action="/api/payments/instalments" className="grid max-w-140 gap-4">
          <input type="hidden" name="connection" value={connectionId} />
          <RadioGroup
            name="instalments"
            label={t('question', { unpaid: formatRupees(unpaidPaise) })}
            hint={t('hint')}
            error={error}
            options={offers.map(({ instalments, plan }) => ({
              value: String(instalments),
              label: t('offer', { count: instalments, amount: formatRupees(plan.at(-1)?.amountPaise as Paise) }),
              note:
                plan[0]?.amountPaise === plan[1]?.amountPaise
                  ? undefined
                  : t('first', { amount: formatRupees(plan[0]?.amountPaise as Paise) }),
            }))}
          />
          <SubmitButton wide>{t('send')}</SubmitButton>
        </form>
      </Card>
    </>
  )
}
