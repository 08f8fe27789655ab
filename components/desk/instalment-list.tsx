import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { InstalmentRow } from '#lib/payments/list-instalment-requests.ts'
import { formatDay } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'
import { ConnectionLink } from './connection-link.tsx'
import { DecisionForm } from './decision-form.tsx'

const KINDS = { REQUESTED: 'warn', AGREED: 'ok', REFUSED: 'quiet' } as const satisfies Record<
  InstalmentRow['state'],
  string
>

/** A request a row: whose, how much over how many months, and the two answers while it waits. */
export function InstalmentList({ requests, locale }: { requests: InstalmentRow[]; locale: Locale }) {
  const t = textsFor(locale, 'desk')
  if (requests.length === 0)
    return (
      <Card>
        <p className="text-text-2">{t('noInstalments')}</p>
      </Card>
    )
  return (
    <Card>
      <ul className="-my-3">
        {requests.map(({ id, connection, amountPaise, instalments, requestedAt, state }) => (
          <li key={id} className="border-b border-line py-3 last:border-b-0">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              <ConnectionLink connection={connection} locale={locale} />
              <span className="text-label">{formatRupees(amountPaise)}</span>
            </p>
            <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-small text-text-2">
              <span>
                {t('overMonths', { count: instalments })} · {formatDay(dayOf(requestedAt), locale)}
              </span>
              <Badge kind={KINDS[state]}>{t(`instalmentState_${state}`)}</Badge>
            </p>
            {state === 'REQUESTED' && (
              <DecisionForm action="/api/desk/instalments" name="request" id={id} locale={locale} />
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
