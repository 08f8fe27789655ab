import { Card } from '#components/ui/card.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PageConnection } from '#lib/identity/check-session.ts'
import type { ProfileView } from '#lib/identity/get-profile.ts'
import { formatDay, spacedConsumerNo } from '#lib/units/display.ts'
import { formatKw } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Props = { connection: PageConnection; profile: ProfileView; locale: Locale }

/** The connection as the utility has it on record. */
export function ConnectionRecord({ connection, profile, locale }: Props) {
  const t = textsFor(locale, 'profile')
  const { category, mode, phase } = connection
  const { connectedOn, securityDepositPaise } = profile
  return (
    <Card title={t('connection')}>
      <DefinitionList
        rows={[
          { label: t('name'), value: <Name locale={locale}>{connection.holderName}</Name> },
          { label: t('consumerNo'), value: spacedConsumerNo(connection.consumerNo) },
          { label: t('address'), value: <Name locale={locale}>{profile.address}</Name> },
          { label: t('category'), value: t('categoryName', { category, code: category }) },
          { label: t('mode'), value: t('modeName', { mode }) },
          { label: t('sanctionedLoad'), value: formatKw(connection.sanctionedLoadW) },
          { label: t('phase'), value: t('phaseName', { phase }) },
          { label: t('connectedOn'), value: connectedOn ? formatDay(connectedOn, locale) : t('notRecorded') },
          {
            label: t('securityDeposit'),
            value: securityDepositPaise === null ? t('notRecorded') : formatRupees(securityDepositPaise),
          },
        ]}
      />
    </Card>
  )
}

/** The meter, and the part of the network that feeds it. */
export function MeterRecord({ connection, profile, locale }: Props) {
  const t = textsFor(locale, 'profile')
  const { meter, feeder } = profile
  const minutes = meter?.intervalMinutes ?? null
  return (
    <Card title={t('meter')}>
      <DefinitionList
        rows={[
          { label: t('meterNo'), value: meter?.serialNo ?? t('noMeter') },
          ...(meter
            ? [
                {
                  label: t('meterInterval'),
                  value: minutes === null ? t('noSmartMeter') : t('meterIntervalName', { minutes }),
                },
              ]
            : []),
          { label: t('subdivision'), value: <Name locale={locale}>{connection.subdivision}</Name> },
          { label: t('feeder'), value: feeder ?? t('notRecorded') },
        ]}
      />
    </Card>
  )
}
