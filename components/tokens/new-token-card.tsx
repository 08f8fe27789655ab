import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { Name } from '#components/ui/name.tsx'
import type { NewToken } from '#lib/access-tokens/make-token.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** A key that was just made, in the one moment in which it can be read. */
export function NewTokenCard({ made, locale }: { made: NewToken; locale: Locale }) {
  const t = textsFor(locale, 'tokens')
  return (
    <Card title={t('madeTitle')}>
      <p className="text-text-2">
        <Name locale={locale}>{made.name}</Name>
      </p>
      <p className="mt-2">
        <code lang="en" translate="no" id="token" className="text-label break-all">
          {made.token}
        </code>
      </p>
      <div className="mt-3">
        <Alert kind="warn" status lead={t('once')}>
          {t('onceMore')}
        </Alert>
      </div>
    </Card>
  )
}
