import { Badge } from '#components/ui/badge.tsx'
import { LinkButton, SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { RefundRow } from '#lib/payments/list-refunds.ts'
import { formatDay } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'
import { ConnectionLink } from './connection-link.tsx'
import { refundWait } from './refund-wait.ts'

const KINDS = {
  REQUESTED: 'warn',
  AGREED: 'info',
  SENT: 'info',
  PAID: 'ok',
  REJECTED: 'quiet',
  FAILED: 'bad',
} as const satisfies Record<RefundRow['state'], string>

/** A refund a row: whose, how much, why, who asked, and the two answers for whoever may give one: to agree leads to `AgreeForm`. */
export function RefundList({ refunds, locale }: { refunds: RefundRow[]; locale: Locale }) {
  const t = textsFor(locale, 'desk')
  if (refunds.length === 0)
    return (
      <Card>
        <p className="text-text-2">{t('noRefunds')}</p>
      </Card>
    )
  return (
    <Card>
      <ul className="-my-3">
        {refunds.map((refund) => (
          <li key={refund.id} className="border-b border-line py-3 last:border-b-0">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              <ConnectionLink connection={refund.connection} locale={locale} />
              <span className="text-label">{formatRupees(refund.amountPaise)}</span>
            </p>
            <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-small text-text-2">
              <span>
                {t(`refund_${refund.reason}`)} · {t('receipt', { number: refund.receiptNo })} ·{' '}
                {formatDay(dayOf(refund.requestedAt), locale)}
              </span>
              <Badge kind={KINDS[refund.state]}>{t(`refundState_${refund.state}`)}</Badge>
            </p>
            {refund.requestedBy && (
              <p className="text-small text-text-2">
                {t('askedBy')} <Name locale={locale}>{refund.requestedBy}</Name>
                {refund.decidedBy && (
                  <>
                    {' · '}
                    {t('decidedBy')} <Name locale={locale}>{refund.decidedBy}</Name>
                  </>
                )}
              </p>
            )}
            {refund.waits && <p className="text-small">{refundWait(refund.waits, locale)}</p>}
            {refund.mayDecide && (
              <div className="mt-3 flex flex-wrap gap-3">
                {!refund.waits && (
                  <LinkButton href={`/desk/refunds?agree=${refund.id}`} look="outlined">
                    {t('agree')}
                  </LinkButton>
                )}
                <form method="post" action="/api/desk/refunds/decide">
                  <input type="hidden" name="refund" value={refund.id} />
                  <SubmitButton look="outlined" name="agree" value="no">
                    {t('refuse')}
                  </SubmitButton>
                </form>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
