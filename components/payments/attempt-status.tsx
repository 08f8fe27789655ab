import type { ReactNode } from 'react'
import { Alert, type AlertKind } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { AttemptView } from '#lib/payments/get-attempt.ts'
import { OPEN_STATES } from '#lib/payments/payment-states.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'
import { LiveStatus } from './live-status.tsx'
import { StartFields } from './start-fields.tsx'

type Props = { attempt: AttemptView; connectionId: string; locale: Locale }
/** Where a payment stands that one QR makes, and where its page leads on. */
type StatusProps = {
  payment: Pick<AttemptView, 'state' | 'amountPaise' | 'isWithoutQr'>
  /** Nothing is left to pay of it, in whichever way that came. */
  isSettled: boolean
  /** What begins it anew; null where that is of no use. */
  again: ReactNode
  /** This page, to be looked at again. */
  href: string
  /** Where its payments are listed. */
  listHref: string
  /** The attempt whose state a script asks for. */
  attemptId: string
  locale: Locale
}
type Text = 'waiting' | 'pending' | 'unknown' | 'failed' | 'expired' | 'paid' | 'refundedPart' | 'refunded' | 'noQr'
type Words = { text: Text; kind: AlertKind | 'ring' }

/** What each state is told as; a paid attempt leads to its receipt before this is asked. */
const WORDS: Record<AttemptView['state'], Words> = {
  CREATED: { text: 'waiting', kind: 'ring' },
  SHOWN: { text: 'waiting', kind: 'ring' },
  PENDING: { text: 'pending', kind: 'ring' },
  UNKNOWN: { text: 'unknown', kind: 'warn' },
  FAILED: { text: 'failed', kind: 'bad' },
  EXPIRED: { text: 'expired', kind: 'info' },
  PAID: { text: 'paid', kind: 'ok' },
  REFUNDED_PART: { text: 'refundedPart', kind: 'info' },
  REFUNDED: { text: 'refunded', kind: 'info' },
}
const NO_QR: Words = { text: 'noQr', kind: 'warn' }

/** Where an attempt stands, and how to begin another. */
export function AttemptStatus({ attempt, connectionId, locale }: Props) {
  const { id, isBillPaid, isChosen, amountPaise, bill } = attempt
  const home = `/c/${connectionId}`
  return (
    <PaymentStatus
      payment={attempt}
      isSettled={isBillPaid}
      again={
        !isBillPaid && (
          <form method="post" action="/api/payments/start">
            {bill && !isChosen ? (
              <StartFields billId={bill.id} />
            ) : (
              <StartFields connectionId={connectionId} amountPaise={amountPaise} />
            )}
            <AgainButton payment={attempt} locale={locale} />
          </form>
        )
      }
      href={`${home}/pay/${id}`}
      listHref={`${home}/payments`}
      attemptId={id}
      locale={locale}
    />
  )
}

export function AgainButton({ payment, locale }: Pick<StatusProps, 'payment' | 'locale'>) {
  const { state, isWithoutQr } = payment
  const text = isWithoutQr ? 'tryAgain' : state === 'FAILED' ? 'payAgain' : 'newQr'
  return <SubmitButton>{textsFor(locale, 'payments')(text)}</SubmitButton>
}

/** Where the payment stands, in words; it changes by itself when a script runs, and by its link when none does. */
export function PaymentStatus({ payment, isSettled, again, href, listHref, attemptId, locale }: StatusProps) {
  const t = textsFor(locale, 'payments')
  const { state, isWithoutQr, amountPaise } = payment
  const settledOtherwise = isSettled && state !== 'PENDING' && state !== 'UNKNOWN'
  const { text, kind } = settledOtherwise ? WORDS.PAID : isWithoutQr ? NO_QR : WORDS[state]
  const mayChange = !settledOtherwise && !isWithoutQr && OPEN_STATES.includes(state)
  const lead = t(text)
  const words = t(`${text}Text`, { amount: formatRupees(amountPaise) })
  const onward = (
    <a
      href={settledOtherwise ? listHref : href}
      className="no-print inline-flex min-h-11 items-center font-semibold text-primary underline underline-offset-4"
    >
      {t(settledOtherwise ? 'seePayments' : 'checkAgain')}
    </a>
  )
  return (
    <div role="status" className="grid gap-3">
      {kind === 'ring' ? (
        <Card>
          <div className="flex gap-3">
            <WaitingRing />
            <div>
              <p className="text-label">{lead}</p>
              <p className="text-text-2">{words}</p>
              {onward}
            </div>
          </div>
        </Card>
      ) : (
        <Alert kind={kind} lead={lead}>
          {words}
        </Alert>
      )}
      {kind !== 'ring' && (
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          {(state === 'FAILED' || state === 'EXPIRED' || isWithoutQr) && again}
          {onward}
        </div>
      )}
      {mayChange && <LiveStatus attemptId={attemptId} shown={{ state, isBillPaid: isSettled }} />}
    </div>
  )
}

/** Turns while we wait; where motion is not wanted, a clock. */
function WaitingRing() {
  return (
    <>
      <svg
        viewBox="0 0 24 24"
        className="waiting-ring mt-0.5 size-6 shrink-0 text-primary motion-reduce:hidden"
        fill="none"
        strokeWidth="3"
        aria-hidden="true"
      >
        <circle cx="12" cy="12" r="9.5" className="stroke-line" />
        <path d="M12 2.5a9.5 9.5 0 0 1 9.5 9.5" stroke="currentColor" strokeLinecap="round" />
      </svg>
      <Icon name="clock" className="mt-0.5 hidden size-6 text-primary motion-reduce:block" />
    </>
  )
}
