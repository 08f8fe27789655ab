import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { CodeField } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { RefundRow } from '#lib/payments/list-refunds.ts'
import { spacedConsumerNo } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Props = { refund: RefundRow; error?: string; locale: Locale }

/** The last word on a refund: what goes back, and the code that shows who agrees. */
export function AgreeForm({ refund, error, locale }: Props) {
  const t = textsFor(locale, 'desk')
  const { id, connection, receiptNo, reason, amountPaise } = refund
  const whose = connection ? t('consumerNo', { number: spacedConsumerNo(connection.consumerNo) }) : t('nobodys')
  return (
    <Card title={t('agreeTitle')}>
      <DefinitionList
        rows={[
          { label: t('agreeWhose'), value: whose },
          { label: t('colReceipt'), value: receiptNo },
          { label: t('refundWhy'), value: t(`refund_${reason}`) },
          { label: t('colAmount'), value: formatRupees(amountPaise), tone: 'total' },
        ]}
      />
      <form method="post" action="/api/desk/refunds/decide" className="mt-4 grid max-w-140 gap-4">
        <input type="hidden" name="refund" value={id} />
        <input type="hidden" name="agree" value="yes" />
        <CodeField name="code" label={t('totpLabel')} hint={t('totpHint')} error={error} />
        <SubmitButton wide>{t('agreeTo', { amount: formatRupees(amountPaise) })}</SubmitButton>
      </form>
      <p className="mt-3">
        <a href="/desk/refunds" className="link inline-flex min-h-11 items-center">
          {t('agreeNot')}
        </a>
      </p>
    </Card>
  )
}
