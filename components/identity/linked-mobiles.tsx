import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { LinkedMobile } from '#lib/identity/get-profile.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Which numbers can log in for this connection. */
export function LinkedMobiles(props: { mobiles: LinkedMobile[]; helpline: string; locale: Locale }) {
  const { mobiles, helpline, locale } = props
  const t = textsFor(locale, 'profile')
  return (
    <Card title={t('mobiles')}>
      <ul>
        {mobiles.map(({ masked, role, isYou }) => (
          <li
            key={masked}
            className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b border-line py-2.5"
          >
            <span className="font-semibold whitespace-nowrap">{masked}</span>
            <span className="flex items-baseline gap-2 text-text-2">
              {t('role', { role })}
              {isYou && <Badge kind="info">{t('mobileYou')}</Badge>}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-small text-text-2">{t('mobilesHint', { helpline })}</p>
    </Card>
  )
}
