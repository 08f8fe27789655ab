import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Field, RadioGroup } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Refundable } from '#lib/payments/get-refundable.ts'
import { formatDay } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, rupeesDecimal } from '#lib/units/paise.ts'
import { refundWait } from './refund-wait.ts'

const ERRORS = ['NOT_POSITIVE', 'EXCEEDS_PAYMENT', 'COOLING'] as const
type RefundError = (typeof ERRORS)[number]
const REASONS = ['PAID_TWICE', 'WRONG_AMOUNT', 'UNKNOWN_REFERENCE', 'OTHER']

/** The refusal that an address names; none for anything else. */
export const refundErrorOf = (word: unknown): RefundError | undefined => ERRORS.find((known) => known === word)

type Props = {
  payment: Refundable
  refundId: string
  error?: RefundError
  /** What was typed before a refusal. */
  typed?: { amount?: string; reason?: string }
  locale: Locale
}

/** How much of a payment, and why. */
export function RefundForm({ payment, refundId, error, typed = {}, locale }: Props) {
  const t = textsFor(locale, 'desk')
  const { receiptNo, paidAt, amountPaise, leftPaise, waits } = payment
  const message = error && t(`error_${error}`)
  return (
    <>
      <ErrorSummary
        title={textsFor(locale, 'common')('error_count', { count: 1 })}
        errors={message ? [{ field: 'amount', message }] : []}
      />
      <Card>
        <DefinitionList
          rows={[
            { label: t('colReceipt'), value: receiptNo },
            { label: t('colDay'), value: formatDay(dayOf(paidAt), locale) },
            { label: t('colAmount'), value: formatRupees(amountPaise) },
            { label: t('refundLeft'), value: formatRupees(leftPaise), tone: 'total' },
          ]}
        />
      </Card>
      {waits && <Alert kind="info">{refundWait(waits, locale)}</Alert>}
      {leftPaise > 0n && (
        <Card>
          <form method="post" action="/api/desk/refunds/request" className="grid max-w-140 gap-4">
            <input type="hidden" name="payment" value={payment.id} />
            <input type="hidden" name="refund" value={refundId} />
            <Field
              name="amount"
              label={t('refundAmount')}
              error={message}
              defaultValue={typed.amount ?? rupeesDecimal(leftPaise)}
              inputMode="decimal"
              maxLength={14}
            />
            <RadioGroup
              name="reason"
              label={t('refundWhy')}
              defaultValue={REASONS.find((reason) => reason === typed.reason) ?? 'PAID_TWICE'}
              options={REASONS.map((value) => ({ value, label: t(`refund_${value}`) }))}
            />
            <SubmitButton wide>{t('refundAsk')}</SubmitButton>
          </form>
        </Card>
      )}
    </>
  )
}
