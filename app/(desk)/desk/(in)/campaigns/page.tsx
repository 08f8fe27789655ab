import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { CampaignCard } from '#components/campaigns/campaign-card.tsx'
import { AsOf } from '#components/ui/as-of.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { listCampaigns } from '#lib/campaigns/list-campaigns.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatInstant } from '#lib/units/display.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'campaigns')('title') }) }
}

/** How far the sending of each month's bills is, and why some were not sent. */
export default async function CampaignsPage() {
  const { services, actor, locale } = await deskPage('campaign.read')
  const campaigns = await listCampaigns(services, actor)
  if (!campaigns) notFound()
  const t = textsFor(locale, 'campaigns')
  return (
    <Stack>
      <div>
        <PageTitle>{t('title')}</PageTitle>
        <p className="mt-1 text-text-2">{t('lead')}</p>
      </div>
      {campaigns.length === 0 && (
        <Card>
          <p className="text-text-2">{t('none')}</p>
        </Card>
      )}
      {campaigns.map((campaign) => (
        <CampaignCard key={campaign.id} campaign={campaign} locale={locale} />
      ))}
      {campaigns.length > 0 && <AsOf>{t('asOf', { at: formatInstant(services.now(), locale) })}</AsOf>}
    </Stack>
  )
}
