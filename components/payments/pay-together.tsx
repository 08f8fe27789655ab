import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Name } from '#components/ui/name.tsx'
import type { ConnectionDue } from '#lib/billing/list-due.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { spacedConsumerNo } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise } from '#lib/units/paise.ts'
import { KeyField } from './start-fields.tsx'

const REFUSALS = ['NONE', 'NOTHING_DUE', 'UNDECIDED', 'TOGETHER_TOO_LARGE'] as const
export type TogetherRefusal = (typeof REFUSALS)[number]

/** The refusal that an address names; none for anything else. */
export const togetherRefusal = (word: unknown): TogetherRefusal | undefined => REFUSALS.find((one) => one === word)

type Props = { connections: ConnectionDue[]; refusal?: TogetherRefusal; mostPaise: Paise; locale: Locale }

/** Chooses which connections one QR pays. Where fewer than two owe anything, only why an earlier choice was not taken. */
export function PayTogether({ connections, refusal, mostPaise, locale }: Props) {
  const owing = connections.filter(({ unpaidPaise }) => unpaidPaise > 0n)
  const t = textsFor(locale, 'payments')
  const error = refusal && t(`error_${refusal}`, { most: formatRupees(mostPaise) })
  if (owing.length < 2) return error ? <Alert kind="info" lead={error} status /> : null
  return (
    <>
      <ErrorSummary
        title={textsFor(locale, 'common')('error_count', { count: 1 })}
        errors={error ? [{ field: 'together', message: error }] : []}
      />
      <Card>
        <form method="post" action="/api/payments/together" className="grid gap-4">
          <KeyField />
          <fieldset className={error ? 'border-l-4 border-bad pl-3' : ''}>
            <legend className="text-h2">{t('togetherChoose')}</legend>
            <p className="text-small text-text-2">{t('togetherLead')}</p>
            {error && (
              <p id="together-error" className="mt-1 font-semibold text-bad">
                {error}
              </p>
            )}
            <div className="mt-3 grid gap-2">
              {owing.map(({ id, holderName, consumerNo, unpaidPaise }, index) => (
                <label
                  key={id}
                  className="flex min-h-12 items-center gap-3 rounded-xl border-[1.5px] border-line-strong bg-surface px-3.5 py-2 has-checked:border-primary has-checked:shadow-[inset_0_0_0_0.5px_var(--primary)]"
                >
                  <input
                    type="checkbox"
                    name="connection"
                    value={id}
                    defaultChecked
                    // A group of boxes cannot be marked as wrong: its first one stands for it.
                    {...(index === 0 && { id: 'together' })}
                    {...(index === 0 && error && { 'aria-invalid': true, 'aria-describedby': 'together-error' })}
                    className="size-5 shrink-0"
                  />
                  <span className="min-w-0 grow">
                    <Name locale={locale} className="block font-semibold">
                      {holderName}
                    </Name>
                    <span className="block text-small text-text-2">{spacedConsumerNo(consumerNo)}</span>
                  </span>
                  <span className="shrink-0 font-semibold">{formatRupees(unpaidPaise)}</span>
                </label>
              ))}
            </div>
          </fieldset>
          <SubmitButton wide>{t('togetherPay')}</SubmitButton>
        </form>
      </Card>
    </>
  )
}
