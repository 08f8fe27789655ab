import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { InstalmentsView } from '#lib/payments/get-instalments.ts'
import { formatDay } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Props = { request: NonNullable<InstalmentsView['request']>; locale: Locale }

const LOOKS = { REQUESTED: 'info', AGREED: 'ok', REFUSED: 'warn' } as const

/** What was asked for and what the utility said; of a plan that stands, its months. */
export function InstalmentRequest({ request, locale }: Props) {
  const t = textsFor(locale, 'instalments')
  const { state, amountPaise, requestedAt, decidedAt, plan } = request
  const on = formatDay(dayOf(decidedAt ?? requestedAt), locale)
  return (
    <>
      <Alert kind={LOOKS[state]} lead={t(`lead_${state}`, { date: on })}>
        {t(`text_${state}`, { amount: formatRupees(amountPaise), count: plan.length })}
      </Alert>
      {state !== 'REFUSED' && (
        <Card>
          <DataTable
            caption={t(state === 'AGREED' ? 'plan' : 'planAsked')}
            columns={[
              { key: 'due', title: t('planDue') },
              { key: 'amount', title: t('planAmount'), align: 'right', look: 'strong' },
            ]}
            rows={plan.map(({ dueOn, amountPaise: part }) => ({
              key: dueOn,
              cells: { due: formatDay(dueOn, locale), amount: formatRupees(part) },
            }))}
          />
        </Card>
      )}
    </>
  )
}
