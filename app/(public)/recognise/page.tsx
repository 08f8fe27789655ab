import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { OfficialCard } from '#components/pamphlets/official-card.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Card, PageTitle } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'

const FRAUDS = ['fraud_cut', 'fraud_app', 'fraud_code', 'fraud_pin', 'fraud_payee']

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'chat')('recogniseTitle') }) }
}

/** "Is this really us?": the utility's own numbers and payee, how fraud looks, and what to do. */
export default async function RecognisePage() {
  const locale = await currentLocale()
  const t = textsFor(locale, 'chat')
  const settings = env()
  return (
    <div className="mx-auto grid max-w-160 grid-cols-1 gap-4">
      <div>
        <PageTitle>{t('recogniseTitle')}</PageTitle>
        <p className="mt-1 text-text-2">{t('recogniseLead')}</p>
      </div>
      <OfficialCard settings={settings} locale={locale} />
      <Card title={t('fraudTitle')}>
        <ul className="grid list-disc gap-2 pl-5">
          {FRAUDS.map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
      </Card>
      <Alert kind="warn" lead={t('doTitle')}>
        {t('doText', { helpline: settings.discom.helpline })}
      </Alert>
    </div>
  )
}
