import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { signedInPage } from '#app/portal-page.ts'
import { NoticeCentre } from '#components/notifications/notice-centre.tsx'
import { LogOutForm } from '#components/shell/log-out-form.tsx'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink, LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { countUnread, listNotices } from '#lib/notifications/notice-centre.ts'
import { env } from '#lib/platform/env.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'notifications')('title') }) }
}

/** Everything that a person was told, newest first, whether a message of it went out or not. */
export default async function NoticesPage() {
  const { services, actor, locale } = await signedInPage('/account/notices')
  const [notices, unread] = await Promise.all([listNotices(services, actor), countUnread(services, actor)])
  const t = textsFor(locale, 'notifications')
  const { discom, mode } = env()
  return (
    <PublicShell locale={locale} path="/account/notices" discom={discom} demo={mode === 'demo'}>
      <div className="mx-auto max-w-160">
        <Stack>
          <div>
            <BackLink href="/connections">{textsFor(locale, 'login')('connectionsTitle')}</BackLink>
            <PageTitle
              aside={
                unread > 0 && (
                  <form method="post" action="/api/account/notices/read">
                    <SubmitButton look="text">{t('markRead')}</SubmitButton>
                  </form>
                )
              }
            >
              {t('title')}
            </PageTitle>
            <p className="text-text-2">{t('unread', { count: unread })}</p>
          </div>
          <NoticeCentre notices={notices} locale={locale} />
          <Card>
            <LinkList
              items={[
                { href: '/account/notices/choices', icon: 'phone', title: t('choicesTitle'), note: t('choicesNote') },
              ]}
            />
          </Card>
          <LogOutForm text={textsFor(locale, 'common')('logOut')} />
        </Stack>
      </div>
    </PublicShell>
  )
}
