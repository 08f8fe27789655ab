import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { ServiceTerms } from '#components/complaints/service-terms.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { categoriesOf } from '#lib/complaints/catalogue.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { inLanguage } from '#lib/units/locale.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'complaints')('services') }) }
}

/** What can be asked for, with papers, fee and time. */
export default async function ServicesPage({ params }: { params: Promise<{ connection: string }> }) {
  const { connection, locale } = await portalPage(params, 'RECORD')
  const t = textsFor(locale, 'complaints')
  const list = `/c/${connection.id}/complaints`
  return (
    <Stack>
      <div>
        <BackLink href={list}>{t('backToList')}</BackLink>
        <PageTitle>{t('services')}</PageTitle>
        <p className="mt-1 text-text-2">{t('servicesLead')}</p>
      </div>
      <div className="grid grid-cols-1 gap-4 md:grid-cols-2 lg:gap-5">
        {categoriesOf('SERVICE').map((service) => (
          <Card key={service.key} title={inLanguage(service.name, locale)}>
            <ServiceTerms service={service} locale={locale} />
            <div className="mt-3">
              <LinkButton href={`${list}/new?category=${service.key}`} look="outlined">
                {t('service_ask')}
              </LinkButton>
            </div>
          </Card>
        ))}
      </div>
    </Stack>
  )
}
