import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { DeviceCard } from '#components/camps/device/device-card.tsx'
import { deviceTexts } from '#components/camps/device/device-texts.ts'
import { OfflineIntake } from '#components/camps/device/offline-intake.tsx'
import { deskRefusalTexts, IntakeForm } from '#components/inbox/intake-form.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { complaintCatalogue } from '#lib/complaints/catalogue.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { inLanguage } from '#lib/units/locale.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'device')('pageTitle') }) }
}

/**
 * Takes complaints down at a camp without a connection. Open to anybody, because it holds nobody's data and does nothing
 * by itself: a device that was set up keeps it, and its script finds there whose camp it is.
 */
export default async function OfflineIntakePage() {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const { replies, categories } = complaintCatalogue()
  const refusals = deskRefusalTexts(locale)
  return (
    <Stack>
      <div>
        <BackLink href="/desk/camps">{textsFor(locale, 'camps')('deskTitle')}</BackLink>
        <PageTitle>{textsFor(locale, 'device')('pageTitle')}</PageTitle>
      </div>
      <OfflineIntake
        texts={deviceTexts(locale)}
        refusals={refusals}
        categories={Object.fromEntries(categories.map(({ key, name }) => [key, inLanguage(name, locale)]))}
        errorTitles={Object.keys(refusals).map((_, index) => common('error_count', { count: index + 1 }))}
        locale={locale}
      >
        <IntakeForm
          {...{ formKey: '', draft: null, subdivisions: [], refusals: [], categories, locale }}
          camp={{ id: '', replies }}
        />
      </OfflineIntake>
      <DeviceCard locale={locale} />
    </Stack>
  )
}
