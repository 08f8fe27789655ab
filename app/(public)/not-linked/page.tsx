import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { Alert } from '#components/ui/alert.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Icon, type IconName } from '#components/ui/icon.tsx'
import { BackLink, LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'
import { dialLink } from '#lib/units/phone.ts'

const BRING: { key: string; icon: IconName }[] = [
  { key: 'bringBill', icon: 'receipt' },
  { key: 'bringPhone', icon: 'phone' },
  { key: 'bringPaper', icon: 'person' },
]

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'states')('notLinked') }) }
}

/** What somebody needs whose number is not linked: the most frequent complaint of all. */
export default async function NotLinkedPage() {
  const locale = await currentLocale()
  const [t, camps] = [textsFor(locale, 'states'), textsFor(locale, 'camps')]
  const { helpline, moreHelplines } = env().discom
  return (
    <div className="mx-auto grid max-w-160 grid-cols-1 gap-4">
      <div>
        <BackLink href="/login">{t('notLinkedBack')}</BackLink>
        <h1 className="text-h1">{t('notLinked')}</h1>
        <p className="mt-1 text-text-2">{t('notLinkedLead')}</p>
      </div>
      <Card title={t('linkOnline')}>
        <p className="mb-3">{t('linkOnlineText')}</p>
        <LinkButton href="/link" wide>
          {t('linkOnlineButton')}
        </LinkButton>
      </Card>
      <Card title={t('bringTitle')}>
        <ul className="grid gap-3">
          {BRING.map(({ key, icon }) => (
            <li key={key} className="flex gap-3">
              <Icon name={icon} className="size-6 text-primary" />
              {t(key)}
            </li>
          ))}
        </ul>
      </Card>
      <Card title={t('whereTitle')}>
        <p>{t('whereText')}</p>
        <div className="mt-3 border-t border-line pt-2">
          <LinkList items={[{ href: '/camps', icon: 'pin', title: camps('link'), note: camps('linkText') }]} />
        </div>
      </Card>
      <Alert kind="info" icon="help" lead={t('askTitle')}>
        {t.rich('helplineText', {
          helpline,
          more: moreHelplines,
          tel: (text) => <a href={dialLink(helpline)}>{text}</a>,
          nowrap: (text) => <span className="whitespace-nowrap">{text}</span>,
        })}
      </Alert>
    </div>
  )
}
