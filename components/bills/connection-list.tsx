import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Name } from '#components/ui/name.tsx'
import type { ConnectionDue } from '#lib/billing/list-due.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { spacedConsumerNo } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

/** A person's connections, each with where it is and what it owes: two may stand in the same name. */
export function ConnectionList({ connections, locale }: { connections: ConnectionDue[]; locale: Locale }) {
  const t = textsFor(locale, 'login')
  return (
    <Card>
      <p className="mb-2">{t('connectionsLead')}</p>
      <ul className="-mb-2 md:-mb-3">
        {connections.map(({ id, holderName, consumerNo, address, unpaidPaise }) => (
          <li key={id} className="border-t border-line">
            <a href={`/c/${id}`} className="flex min-h-13 items-center gap-3 py-3">
              <Icon name="home" className="size-5.5 text-primary" />
              <span className="min-w-0 grow">
                <Name locale={locale} className="block font-semibold">
                  {holderName}
                </Name>
                <span className="block text-small text-text-2">
                  {t('consumerNo', { consumerNo: spacedConsumerNo(consumerNo) })}
                </span>
                <Name locale={locale} className="block text-small text-text-2">
                  {address}
                </Name>
                <span className={`block text-small font-semibold ${unpaidPaise > 0n ? '' : 'text-ok'}`}>
                  {unpaidPaise > 0n ? t('amountDue', { amount: formatRupees(unpaidPaise) }) : t('nothingDue')}
                </span>
              </span>
              <Icon name="right" className="size-5 text-text-2" />
            </a>
          </li>
        ))}
      </ul>
    </Card>
  )
}
