import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { currentTyped } from '#app/typed-words.ts'
import { AuditFilterForm } from '#components/desk/audit-filter-form.tsx'
import { AuditTable } from '#components/desk/audit-table.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { listAudit } from '#lib/staff/list-audit.ts'
import { parseDay } from '#lib/units/ist.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'desk')('auditTitle') })
  return { title: (await searchParams).error ? common('title_error', { title }) : title }
}

/** Who looked at what and did what, for a supervisor of the office. */
export default async function AuditPage({ searchParams }: Props) {
  const { services, actor, locale } = await deskPage('audit.read')
  const query = await searchParams
  const one = (name: string) => [query[name]].flat()[0]?.trim().slice(0, 60) || undefined
  const chosen = { staff: one('staff'), connection: one('connection'), day: one('day') }
  const before = one('before')
  const page = await listAudit(services, actor, {
    staffId: chosen.staff,
    connectionId: chosen.connection,
    onDay: parseDay(chosen.day ?? '') ?? undefined,
    before: before && /^\d{1,18}$/.test(before) ? BigInt(before) : undefined,
  })
  if (!page) notFound()
  const t = textsFor(locale, 'desk')
  const error = query.error ? t('notFound') : undefined
  const typed = error ? await currentTyped(`audit ${actor.staffId}`) : {}
  return (
    <Stack>
      <ErrorSummary
        title={textsFor(locale, 'common')('error_count', { count: 1 })}
        errors={error ? [{ field: 'number', message: error }] : []}
      />
      <div>
        <PageTitle>{t('auditTitle')}</PageTitle>
        <p className="mt-1 text-text-2">{t('auditLead')}</p>
      </div>
      <AuditFilterForm
        {...{ officers: page.officers, chosen, error, locale }}
        number={page.consumerNo ?? typed.number}
      />
      <Card>
        <AuditTable page={page} chosen={chosen} locale={locale} />
      </Card>
    </Stack>
  )
}
