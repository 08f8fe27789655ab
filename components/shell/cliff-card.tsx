import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** What one unit more can cost, as an invitation to the calculator. Amounts come formatted. */
export function CliffCard(props: { locale: Locale; at: string; above: string; month: string }) {
  const { locale, at, above, month } = props
  const t = textsFor(locale, 'landing')
  const bold = (text: React.ReactNode) => <strong>{text}</strong>
  return (
    <Card title={t('cliffTitle')}>
      <p>
        {t.rich('cliff', { at, above, b: bold })} <a href="/calculator">{t('tryIt')}</a>
      </p>
      <p className="mt-2 text-small text-text-2">{t('cliffNote', { month })}</p>
    </Card>
  )
}
