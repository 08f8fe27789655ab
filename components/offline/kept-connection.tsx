import { BillStateBadge } from '#components/bills/bill-state-badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { type Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { fileNote } from '#components/ui/file-link.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import type { HomeView } from '#lib/billing/home-view.ts'
import type { ConnectionName } from '#lib/consumers/list-connections.ts'
import { MOST_KB } from '#lib/export/file-sizes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatInstant, formatMonth, spacedConsumerNo } from '#lib/units/display.ts'
import { formatUnits, sumWattHours } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, roundToRupees } from '#lib/units/paise.ts'

type Props = { connection: ConnectionName; view: HomeView; locale: Locale }

/** One connection as it is kept without internet: last bill, balance, consumption, each with its day; and the bill on paper. */
export function KeptConnection({ connection, view, locale }: Props) {
  const t = textsFor(locale, 'offline')
  const { bill } = view
  const pdf = bill && `/c/${connection.id}/bills/${bill.id}/pdf?lang=${locale}`
  return (
    <Card
      title={textsFor(locale, 'common')('consumerNo', { number: spacedConsumerNo(connection.consumerNo) })}
      aside={bill && <BillStateBadge bill={bill} locale={locale} />}
    >
      <DefinitionList
        rows={[...billRows(view, locale), ...balanceRows(view, locale), ...consumptionRows(view, locale)]}
      />
      {pdf && (
        <div className="mt-3" data-kept-file={pdf}>
          <LinkList
            items={[
              {
                ...{ href: pdf, icon: 'receipt', title: t('billPdf', { month: formatMonth(bill.month, locale) }) },
                note: fileNote({ mostKb: MOST_KB.bill }, locale),
              },
            ]}
          />
        </div>
      )}
    </Card>
  )
}

function billRows({ bill }: HomeView, locale: Locale): Definition[] {
  const t = textsFor(locale, 'offline')
  if (!bill) return [{ label: t('lastBill'), value: textsFor(locale, 'home')('noBill') }]
  const isOwed = bill.unpaidPaise > 0n
  return [
    {
      label: textsFor(locale, 'home')('billOf', { month: formatMonth(bill.month, locale) }),
      value: formatRupees(bill.payableByDuePaise),
    },
    ...(isOwed ? [{ label: t('leftToPay'), value: formatRupees(bill.unpaidPaise) }] : []),
    ...(isOwed ? [{ label: t('dueOn'), value: formatDay(bill.dueOn, locale) }] : []),
    { label: t('billUnits'), value: t('units', { units: formatUnits(bill.energyWh) }) },
  ]
}

function balanceRows({ estimate }: HomeView, locale: Locale): Definition[] {
  const balance = estimate?.prepaid?.balance
  if (!balance) return []
  const t = textsFor(locale, 'estimate')
  const note = t('balanceAsOf', { time: formatInstant(balance.asOf, locale) })
  return [{ label: t('balance'), value: formatRupees(balance.balancePaise), note }]
}

function consumptionRows({ period, lastDays }: HomeView, locale: Locale): Definition[] {
  const t = textsFor(locale, 'offline')
  const home = textsFor(locale, 'home')
  const read = lastDays.flatMap(({ energyWh }) => energyWh ?? [])
  const rows: Definition[] = []
  if (period?.readUntilOn) {
    const note = home('upTo', { date: formatDay(period.readUntilOn, locale) })
    rows.push({
      ...{ label: home('monthSoFar', { month: formatMonth(period.month, locale) }), note },
      value: t('units', { units: formatUnits(period.energyWh) }),
    })
    if (period.costPaise !== null)
      rows.push({ label: t('billSoFar'), value: formatRupees(roundToRupees(period.costPaise), { whole: true }) })
  }
  if (read.length > 0)
    rows.push({
      ...{ label: home('last14'), note: t('daysRead', { count: read.length }) },
      value: t('units', { units: formatUnits(sumWattHours(read)) }),
    })
  return rows
}
