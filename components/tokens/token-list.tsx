import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Name } from '#components/ui/name.tsx'
import type { TokenView } from '#lib/access-tokens/list-tokens.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatInstant } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'

/** The keys that open something, each with what it reads and a way to end it. */
export function TokenList({ tokens, locale }: { tokens: TokenView[]; locale: Locale }) {
  const t = textsFor(locale, 'tokens')
  return (
    <Card title={t('yours')}>
      {tokens.length === 0 && <p>{t('none')}</p>}
      <ul>
        {tokens.map((token) => (
          <Token key={token.id} token={token} locale={locale} />
        ))}
      </ul>
    </Card>
  )
}

function Token({ token, locale }: { token: TokenView; locale: Locale }) {
  const t = textsFor(locale, 'tokens')
  const { id, name, scopes, consumerNo, madeAt, expiresAt, lastUsedAt } = token
  const reads = scopes.map((scope) => t(`scope_${scope}`)).join(', ')
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-line py-2.5 last:border-b-0">
      <span className="min-w-0">
        <span className="block font-semibold break-words">
          <Name locale={locale}>{name}</Name>
        </span>
        <span className="block text-small text-text-2">
          {consumerNo === null ? t('readsOfAll', { reads }) : t('readsOfOne', { reads, last: consumerNo.slice(-4) })}
        </span>
        <span className="block text-small text-text-2">
          {t('holds', { made: formatDay(dayOf(madeAt), locale), until: formatDay(dayOf(expiresAt), locale) })}
        </span>
        <span className="block text-small text-text-2">
          {lastUsedAt ? t('lastUsed', { at: formatInstant(lastUsedAt, locale) }) : t('neverUsed')}
        </span>
      </span>
      <form method="post" action="/api/account/tokens/end">
        <input type="hidden" name="token" value={id} />
        <SubmitButton look="text">
          <span className="sr-only">{t.rich('endLabel', { name, it: () => <Name locale={locale}>{name}</Name> })}</span>
          <span aria-hidden="true">{t('end')}</span>
        </SubmitButton>
      </form>
    </li>
  )
}
