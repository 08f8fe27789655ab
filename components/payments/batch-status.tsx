import type { ReactNode } from 'react'
import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { BatchView } from '#lib/payments/get-batch.ts'
import type { Locale } from '#lib/units/locale.ts'
import { AgainButton, PaymentStatus } from './attempt-status.tsx'
import { KeyField } from './start-fields.tsx'

/** Where a payment for several connections stands, and how to begin another for what is left. */
export function BatchStatus({ batch, locale }: { batch: BatchView; locale: Locale }) {
  const t = textsFor(locale, 'payments')
  const { id, state, isChanged, shares, attemptId } = batch
  if (state === 'PAID' && shares.every(({ paymentId }) => paymentId !== null))
    return <Alert kind="ok" status lead={t('togetherDone')} />
  const isUndecided = state === 'PENDING' || state === 'UNKNOWN'
  if (state === 'PAID' || (isChanged && !isUndecided))
    return (
      <div role="status" className="grid gap-3">
        <Alert kind="warn" lead={t('togetherChanged')}>
          {t('togetherChangedText')}
        </Alert>
        <Again batch={batch}>
          <SubmitButton>{t('newQr')}</SubmitButton>
        </Again>
      </div>
    )
  return (
    <PaymentStatus
      payment={batch}
      isSettled={false}
      again={
        <Again batch={batch}>
          <AgainButton payment={batch} locale={locale} />
        </Again>
      }
      href={`/connections/pay/${id}`}
      listHref="/connections"
      attemptId={attemptId}
      locale={locale}
    />
  )
}

function Again({ batch, children }: { batch: BatchView; children: ReactNode }) {
  return (
    <form method="post" action="/api/payments/together">
      <KeyField />
      {batch.shares.map(({ connectionId }) => (
        <input key={connectionId} type="hidden" name="connection" value={connectionId} />
      ))}
      {children}
    </form>
  )
}
