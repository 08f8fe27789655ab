import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { type Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { CounterPayment } from '#lib/payments/get-counter-payment.ts'
import { formatMonth, spacedConsumerNo } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, paise } from '#lib/units/paise.ts'

/** What a bill costs at a counter today, and how it comes from the bill. */
export function CounterAmount({ asking, locale }: { asking: CounterPayment | null; locale: Locale }) {
  const t = textsFor(locale, 'payments')
  if (!asking) return <Alert kind="ok">{t('counterNothing')}</Alert>
  const { bill, unpaidPaise, promptRebatePaise, counterPaise, digitalRebatePaise } = asking
  const rows: Definition[] =
    promptRebatePaise > 0n
      ? [
          { label: t('unpaid'), value: formatRupees(unpaidPaise) },
          { label: t('promptRebate'), value: formatRupees(paise(-promptRebatePaise)), tone: 'ok' },
        ]
      : []
  return (
    <Card
      title={t('counterToday')}
      aside={<span className="text-small text-text-2">{formatMonth(bill.month, locale)}</span>}
    >
      <p className="text-figure">{formatRupees(counterPaise)}</p>
      {rows.length > 0 && <DefinitionList rows={rows} />}
      {digitalRebatePaise > 0n && (
        <p className="mt-2 text-small text-text-2">
          {t('counterOnlineSaves', { amount: formatRupees(digitalRebatePaise) })}
        </p>
      )}
    </Card>
  )
}

type Where = { connection: { consumerNo: string; subdivision: string }; helpline: string; locale: Locale }

/** What to take along, where to go, and what to bring back. */
export function AtCounter({ connection: { consumerNo, subdivision }, helpline, locale }: Where) {
  const t = textsFor(locale, 'payments')
  return (
    <Card title={t('counterHow')}>
      <DefinitionList
        rows={[
          { label: t('consumerNo'), value: spacedConsumerNo(consumerNo) },
          { label: t('counterWhere'), value: <Name locale={locale}>{subdivision}</Name> },
        ]}
      />
      <ul className="mt-3 grid list-disc gap-1.5 pl-5 text-text-2">
        <li>{t('counterTell')}</li>
        <li>{t('counterReceipt')}</li>
        <li>{t('counterAsk', { helpline })}</li>
      </ul>
    </Card>
  )
}
