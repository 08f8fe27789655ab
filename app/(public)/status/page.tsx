import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { StatusList } from '#components/status/status-list.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { AsOf } from '#components/ui/as-of.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { serviceStatus } from '#lib/operations/service-status.ts'
import { env } from '#lib/platform/env.ts'
import { getServices } from '#lib/platform/services.ts'
import { formatDay, formatInstant } from '#lib/units/display.ts'
import { inLanguage } from '#lib/units/locale.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'status')('title') }) }
}

/** Whether what a consumer waits for is late for everybody, and what the utility has announced. */
export default async function StatusPage() {
  const locale = await currentLocale()
  const { at, parts, notices } = await serviceStatus(getServices())
  const t = textsFor(locale, 'status')
  return (
    <Stack>
      <div>
        <PageTitle>{t('title')}</PageTitle>
        <p className="mt-1 max-w-prose text-text-2">{t('lead')}</p>
      </div>
      {parts.some(({ isLate }) => isLate) ? (
        <Alert kind="warn">{t('someLate')}</Alert>
      ) : (
        <Alert kind="ok">{t('allWork')}</Alert>
      )}
      <Card title={t('parts')}>
        <StatusList parts={parts} locale={locale} />
      </Card>
      <Card id="announced" title={t('announced')}>
        {notices.length === 0 ? (
          <p>{t('nothingAnnounced')}</p>
        ) : (
          <ul className="grid gap-3">
            {notices.map(({ id, text, untilOn, office }) => (
              <li key={id}>
                <p>{inLanguage(text, locale)}</p>
                <p className="text-small text-text-2">{t('by', { office, until: formatDay(untilOn, locale) })}</p>
              </li>
            ))}
          </ul>
        )}
      </Card>
      <p className="text-small text-text-2">{t('power', { helpline: env().discom.helpline })}</p>
      <AsOf>{t('asOf', { at: formatInstant(at, locale) })}</AsOf>
    </Stack>
  )
}
