import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { NoticeForm } from '#components/notices/notice-form.tsx'
import { NoticePreview } from '#components/notices/notice-preview.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { noticeReach } from '#lib/notices/notice-reach.ts'
import { type NoticeField, readNotice } from '#lib/notices/read-notice.ts'
import { env } from '#lib/platform/env.ts'
import { getServices } from '#lib/platform/services.ts'
import { dayOf } from '#lib/units/ist.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'notices')('newTitle') })
  const get = asked(await searchParams)
  // A title that waits for the database comes below the page's head. Whose a sub-division is, only the page asks.
  const read = readNotice({ get }, { now: getServices().now(), subdivisions: [get('subdivision') ?? ''] })
  return { title: isAsked(get) && !read.ok ? common('title_error', { title }) : title }
}

type Get = (field: NoticeField) => string | undefined
const asked = (given: Awaited<Props['searchParams']>): Get => {
  return (field) => (typeof given[field] === 'string' ? given[field] : undefined)
}
const isAsked = (get: Get) => get('textHi') !== undefined

/** A notice is written, looked at as consumers will see it, and then told. */
export default async function NewNoticePage({ searchParams }: Props) {
  const { services, actor, locale } = await deskPage('notice.publish')
  const get = asked(await searchParams)
  const t = textsFor(locale, 'notices')
  const now = services.now()
  const read = isAsked(get) ? readNotice({ get }, { now, subdivisions: actor.subdivisions }) : null
  const begun: Partial<Record<NoticeField, string>> = isAsked(get) ? {} : { fromOn: dayOf(now) }
  return (
    <Stack>
      <div>
        <BackLink href="/desk/notices">{t('title')}</BackLink>
        <PageTitle>{t('newTitle')}</PageTitle>
        <p className="mt-1 text-text-2">{t('newLead')}</p>
      </div>
      {read?.ok && (
        <NoticePreview
          id={randomUUID()}
          notice={read.notice}
          consumers={await noticeReach(services, actor, read.notice.subdivision)}
          discom={env().discom.shortName}
          locale={locale}
        />
      )}
      <NoticeForm
        subdivisions={actor.subdivisions}
        typed={(field) => get(field) ?? begun[field]}
        errors={read?.ok === false ? read.errors : []}
        locale={locale}
      />
    </Stack>
  )
}
