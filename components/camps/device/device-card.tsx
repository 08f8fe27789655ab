import type { ReactNode } from 'react'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** What a device keeps of a camp, for how long and for whom; below it what can be done about it. */
export function DeviceCard({ locale, children }: { locale: Locale; children?: ReactNode }) {
  const t = textsFor(locale, 'device')
  return (
    <Card title={t('title')}>
      <p>{t('lead')}</p>
      <ul className="mt-2 list-disc pl-5 text-text-2">
        {(['keeps', 'until', 'whose'] as const).map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      {children}
    </Card>
  )
}
