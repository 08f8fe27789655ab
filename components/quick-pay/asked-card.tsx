import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { CheckBox } from '#components/ui/check-box.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { AskedPayment } from '#lib/quick-pay/asked-payment.ts'
import { formatDay, spacedConsumerNo } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Asked = Pick<AskedPayment, 'amountPaise' | 'rebatePaise' | 'dueOn' | 'isOverdue' | 'holder'>
type Props = {
  asked: Asked
  /** Where it came by a number; by a link that number is nobody's business. */
  consumerNo?: string
  link?: string
  /** What is wrong with the answer to the question for whom it is paid. */
  error?: string
  locale: Locale
}

/** What is asked today and of whom, in initials; the QR comes once the payer has said that this is whom they mean. */
export function AskedCard({ asked, consumerNo, link, error, locale }: Props) {
  const t = textsFor(locale, 'quickpay')
  const { amountPaise, rebatePaise, dueOn, isOverdue, holder } = asked
  const amount = formatRupees(amountPaise)
  const rows = [
    consumerNo !== undefined && { label: t('consumerNo'), value: spacedConsumerNo(consumerNo) },
    { label: t('holder'), value: <Name locale={locale}>{holder}</Name> },
    rebatePaise > 0n && { label: t('rebate'), value: formatRupees(rebatePaise), tone: 'ok' as const },
  ]
  return (
    <Card title={t('askedTitle')}>
      <p className="text-figure">{amount}</p>
      <p className="text-text-2">
        {textsFor(locale, 'bills')(isOverdue ? 'wasDue' : 'payBy', { date: formatDay(dueOn, locale) })}
      </p>
      <div className="mt-1 mb-3">
        <DefinitionList rows={rows.filter((row) => row !== false)} />
      </div>
      <form method="post" action="/api/quick-pay/pay" className="grid gap-4">
        {link !== undefined && <input type="hidden" name="link" value={link} />}
        <input type="hidden" name="amount" value={amountPaise.toString()} />
        <CheckBox name="confirm" value="yes" error={error}>
          {t.rich('confirm', {
            ...{ amount, name: holder },
            holder: () => (
              <Name key="holder" locale={locale}>
                {holder}
              </Name>
            ),
          })}
        </CheckBox>
        <SubmitButton wide>{t('pay', { amount })}</SubmitButton>
      </form>
    </Card>
  )
}
