import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { CampList } from '#components/camps/camp-list.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { listCampDays } from '#lib/camps/list-camp-days.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'
import { getServices } from '#lib/platform/services.ts'
import { formatDay } from '#lib/units/display.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'camps')('title') }) }
}

/** Where and when the utility comes to a place, and what to bring. */
export default async function CampsPage() {
  const locale = await currentLocale()
  const camps = await listCampDays(getServices())
  const t = textsFor(locale, 'camps')
  const last = camps.at(-1)
  return (
    <Stack>
      <div>
        <PageTitle>{t('title')}</PageTitle>
        <p className="mt-1 max-w-prose text-text-2">{t('lead')}</p>
        {last && (
          <p className="text-small text-text-2">
            {t('count', { count: camps.length, until: formatDay(last.heldOn, locale) })}
          </p>
        )}
      </div>
      <Card title={t('bringTitle')}>
        <ul className="list-disc pl-5">
          {['bring_bill', 'bring_meter', 'bring_phone', 'bring_id'].map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
      </Card>
      {last ? (
        <CampList camps={camps} city={env().discom.place.en} locale={locale} />
      ) : (
        <Alert kind="info">{t('none', { helpline: env().discom.helpline })}</Alert>
      )}
    </Stack>
  )
}
