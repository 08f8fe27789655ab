import { Card } from '#components/ui/card.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Name } from '#components/ui/name.tsx'
import type { OfficeThread } from '#lib/complaints/get-office-complaint.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

/** What an officer needs to know of whoever complained; of the connection nothing, for which a reason is asked. */
export function OfficeFacts({ found, locale }: { found: OfficeThread; locale: Locale }) {
  const t = textsFor(locale, 'inbox')
  const { thread, subdivision, mobile, language, officer } = found
  return (
    <Card>
      <DefinitionList
        rows={[
          { label: t('registered'), value: formatInstant(thread.registeredAt, locale) },
          { label: t('door'), value: t(`door_${thread.door}`) },
          { label: t('subdivision'), value: <Name locale={locale}>{subdivision}</Name> },
          { label: t('mobile'), value: mobile ?? t('noMobile') },
          { label: t('reads'), value: t(`reads_${language}`) },
          { label: t('officer'), value: officer ? <Name locale={locale}>{officer}</Name> : t('nobody') },
        ]}
      />
    </Card>
  )
}
