import type { Metadata } from 'next'
import { AccountPage } from '#app/account-page.tsx'
import { currentLocale } from '#app/locale.ts'
import { signedInPage } from '#app/portal-page.ts'
import { NoticeCentre } from '#components/notifications/notice-centre.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { countUnread, listNotices } from '#lib/notifications/notice-centre.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'notifications')('title') }) }
}

/** Everything that a person was told, newest first, whether a message of it went out or not. */
export default async function NoticesPage() {
  const { services, actor, locale } = await signedInPage('/account/notices')
  const [notices, unread] = await Promise.all([listNotices(services, actor), countUnread(services, actor)])
  const t = textsFor(locale, 'notifications')
  return (
    <AccountPage
      {...{
        path: '/account/notices',
        title: t('title'),
        lead: t('unread', { count: unread }),
        width: 'max-w-160',
        locale,
      }}
      back={{ href: '/connections', text: textsFor(locale, 'login')('connectionsTitle') }}
      aside={
        unread > 0 && (
          <form method="post" action="/api/account/notices/read">
            <SubmitButton look="text">{t('markRead')}</SubmitButton>
          </form>
        )
      }
    >
      <NoticeCentre notices={notices} locale={locale} />
      <Card>
        <LinkList
          items={[
            { href: '/account/notices/choices', icon: 'phone', title: t('choicesTitle'), note: t('choicesNote') },
          ]}
        />
      </Card>
    </AccountPage>
  )
}
