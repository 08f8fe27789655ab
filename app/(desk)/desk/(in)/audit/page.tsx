import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { AuditFilterForm } from '#components/desk/audit-filter-form.tsx'
import { AuditTable } from '#components/desk/audit-table.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { listAudit } from '#lib/staff/list-audit.ts'
import { parseDay } from '#lib/units/ist.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'desk')('auditTitle') }) }
}

/** Who looked at what and did what, for a supervisor of the office. */
export default async function AuditPage({ searchParams }: Props) {
  const { services, actor, locale } = await deskPage('audit.read')
  const query = await searchParams
  const one = (name: string) => [query[name]].flat()[0]?.trim().slice(0, 60) || undefined
  const chosen = { staff: one('staff'), number: one('number')?.replace(/[\s\-./]/g, ''), day: one('day') }
  const before = one('before')
  const page = await listAudit(services, actor, {
    staffId: chosen.staff,
    consumerNo: chosen.number,
    onDay: parseDay(chosen.day ?? '') ?? undefined,
    before: before && /^\d{1,18}$/.test(before) ? BigInt(before) : undefined,
  })
  if (!page) notFound()
  const t = textsFor(locale, 'desk')
  return (
    <Stack>
      <div>
        <PageTitle>{t('auditTitle')}</PageTitle>
        <p className="mt-1 text-text-2">{t('auditLead')}</p>
      </div>
      <AuditFilterForm officers={page.officers} chosen={chosen} locale={locale} />
      <Card>
        <AuditTable page={page} chosen={chosen} locale={locale} />
      </Card>
    </Stack>
  )
}
