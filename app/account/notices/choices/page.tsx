import type { Metadata } from 'next'
import { AccountPage } from '#app/account-page.tsx'
import { currentLocale } from '#app/locale.ts'
import { signedInPage } from '#app/portal-page.ts'
import { ChoicesForm } from '#components/notifications/choices-form.tsx'
import { PushSwitch } from '#components/notifications/push-switch.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { isPushOn } from '#lib/identity/push-address.ts'
import { getNoticeChoices } from '#lib/notifications/notice-centre.ts'
import { pushPublicKey } from '#lib/notifications/push/vapid.ts'
import { env } from '#lib/platform/env.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'notifications')('choicesTitle') }) }
}

/** By which channel somebody is told, and of what by message. */
export default async function NoticeChoicesPage({ searchParams }: Props) {
  const { services, actor, locale } = await signedInPage('/account/notices/choices')
  const choices = await getNoticeChoices(services, actor)
  const t = textsFor(locale, 'notifications')
  const { push } = env()
  return (
    <AccountPage
      {...{
        path: '/account/notices/choices',
        title: t('choicesTitle'),
        lead: t('choicesLead'),
        width: 'max-w-140',
        locale,
      }}
      back={{ href: '/account/notices', text: t('title') }}
      done={(await searchParams).saved !== undefined && t('saved')}
    >
      <ChoicesForm choices={choices} locale={locale} />
      {push && (
        <Card title={t('pushTitle')}>
          <p className="mb-3 text-text-2">{t('pushText')}</p>
          <PushSwitch
            publicKey={pushPublicKey(push)}
            isCalled={await isPushOn(services, actor)}
            texts={{
              ...{ turnOn: t('pushTurnOn'), turnOff: t('pushTurnOff'), isOn: t('pushIsOn'), isOff: t('pushIsOff') },
              ...{ refused: t('pushRefused'), failed: t('pushFailed'), cannot: t('pushCannot') },
            }}
          />
        </Card>
      )}
    </AccountPage>
  )
}
