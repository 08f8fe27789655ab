import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { OfficialCard } from '#components/pamphlets/official-card.tsx'
import { LinkButton, SubmitButton } from '#components/ui/button.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { nextCamp } from '#lib/camps/next-camp.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { countVisit } from '#lib/pamphlets/count-visit.ts'
import { env } from '#lib/platform/env.ts'
import { getServices } from '#lib/platform/services.ts'
import { formatDay } from '#lib/units/display.ts'
import { inLanguage } from '#lib/units/locale.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'pamphlet')('title') }) }
}

/**
 * Where the QR of a pamphlet or poster leads: the bill, WhatsApp, the next camp, and how to know that it is us. A code that
 * was copied wrongly leads here too; it is only not counted.
 */
export default async function PamphletPage({ params }: { params: Promise<{ code: string }> }) {
  const locale = await currentLocale()
  const services = getServices()
  const place = await countVisit(services, (await params).code)
  const camp = await nextCamp(services, place?.subdivision ?? null)
  const settings = env()
  const t = textsFor(locale, 'pamphlet')
  const quickPay = textsFor(locale, 'quickpay')
  return (
    <div className="mx-auto max-w-140">
      <Stack>
        <div>
          <PageTitle>{t('title')}</PageTitle>
          <p className="mt-1 text-text-2">{t('lead')}</p>
        </div>
        <Card title={t('billTitle')}>
          <form method="post" action="/api/quick-pay" className="grid gap-4">
            <Field
              {...{ name: 'consumerNo', label: quickPay('consumerNo'), hint: quickPay('consumerNoHint') }}
              {...{ inputMode: 'numeric', autoComplete: 'off', maxLength: 24 }}
            />
            <SubmitButton wide>{t('billButton')}</SubmitButton>
          </form>
        </Card>
        {settings.whatsappNumber && (
          <Card title={t('whatsappTitle')}>
            <p className="mb-3 text-text-2">{t('whatsappText', { number: `+91\u00a0${settings.whatsappNumber}` })}</p>
            <LinkButton look="outlined" wide href={`https://wa.me/91${settings.whatsappNumber}?text=Hi`}>
              <Icon name="chat" className="size-5" />
              {t('whatsappButton')}
            </LinkButton>
          </Card>
        )}
        <Card>
          <LinkList
            items={[
              {
                ...{ href: '/camps', icon: 'pin', title: t('campTitle') },
                note: camp
                  ? quickPay('nextCamp', { day: formatDay(camp.heldOn, locale), place: inLanguage(camp.place, locale) })
                  : undefined,
              },
              { href: '/link', icon: 'link', title: t('linkTitle'), note: quickPay('linkSelfText') },
              { href: '/login', icon: 'home', title: t('loginTitle'), note: t('loginText') },
              { href: '/recognise', icon: 'lock', title: t('realMore') },
            ]}
          />
        </Card>
        <OfficialCard settings={settings} locale={locale} />
      </Stack>
    </div>
  )
}
