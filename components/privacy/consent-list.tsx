import { Card } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ConsentView } from '#lib/privacy/list-consents.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

/** What somebody agreed to, in the words of that day, and where it is changed. */
export function ConsentList({ consents, locale }: { consents: readonly ConsentView[]; locale: Locale }) {
  const t = textsFor(locale, 'privacy')
  return (
    <Card title={t('consents')}>
      {consents.length === 0 && <p className="text-text-2">{t('noConsents')}</p>}
      <ul className="grid gap-3">
        {consents.map(({ id, purpose, wording, givenAt, withdrawnAt, isOver }) => (
          <li key={id}>
            <span className="font-semibold">{t(`consent_${purpose}`)}</span>
            <span className="block">
              {wording === '' ? t('consentWordless') : <Name locale={locale}>{wording}</Name>}
            </span>
            <span className="block text-small text-text-2">
              {t('consentGiven', { at: formatInstant(givenAt, locale) })}
            </span>
            {withdrawnAt && (
              <span className="block text-small text-text-2">
                {t(isOver ? `consentOver_${purpose}` : 'consentWithdrawn', { at: formatInstant(withdrawnAt, locale) })}
              </span>
            )}
          </li>
        ))}
      </ul>
      <LinkList
        items={[
          { href: '/account/notices/choices', icon: 'phone', title: t('consentChange') },
          { href: '/account/offline', icon: 'phone', title: t('consentOffline') },
        ]}
      />
    </Card>
  )
}
