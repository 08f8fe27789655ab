import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Field } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { AmountRefusal } from '#lib/payments/chosen-amount.ts'
import type { PayChoice } from '#lib/payments/get-pay-choice.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise, ZERO_PAISE } from '#lib/units/paise.ts'
import { StartFields } from './start-fields.tsx'

type Props = {
  choice: PayChoice
  connectionId: string
  /** What was typed before, and why it was not taken. */
  typed?: string
  refusal?: AmountRefusal
  mostPaise: Paise
  locale: Locale
}

const REFUSALS: readonly AmountRefusal[] = ['NOT_AMOUNT', 'TOO_SMALL', 'TOO_LARGE']

/** The refusal that an address names; none for anything else. */
export const refusalNamed = (word: unknown): AmountRefusal | undefined => REFUSALS.find((refusal) => refusal === word)

const HINTS = {
  postpaid: { due: 'amountHintDue', nothingDue: 'amountHintAhead' },
  prepaid: { due: 'amountHintRechargeDue', nothingDue: 'amountHintRecharge' },
}

/** Asks for an amount of the payer's own choice and says what less and what more come to. */
export function AmountForm({ choice, connectionId, typed, refusal, mostPaise, locale }: Props) {
  const t = textsFor(locale, 'payments')
  const { asking, isPrepaid } = choice
  const full = formatRupees(asking?.due.todayPaise ?? ZERO_PAISE)
  const hint = HINTS[isPrepaid ? 'prepaid' : 'postpaid'][asking ? 'due' : 'nothingDue']
  const error = refusal && t(`error_${refusal}`, { full, most: formatRupees(mostPaise) })
  return (
    <>
      <ErrorSummary
        title={textsFor(locale, 'common')('error_count', { count: 1 })}
        errors={error ? [{ field: 'amount', message: error }] : []}
      />
      <Card>
        <form method="post" action="/api/payments/start" className="grid gap-4">
          <StartFields connectionId={connectionId} />
          <Field
            name="amount"
            label={t('amountField')}
            hint={t(hint, { full })}
            error={error}
            defaultValue={typed}
            inputMode="decimal"
            maxLength={16}
          />
          <SubmitButton wide look={asking ? 'outlined' : 'filled'}>
            {t('amountPay')}
          </SubmitButton>
        </form>
      </Card>
    </>
  )
}
