import { DataTable } from '#components/ui/data-table.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { AuditPage, AuditRow } from '#lib/staff/list-audit.ts'
import { formatDay, formatTime, spacedConsumerNo } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { AuditChoice } from './audit-filter-form.tsx'

/** Entries with who, what and the words that were kept of it; below them the way to older ones. */
export function AuditTable({ page, chosen, locale }: { page: AuditPage; chosen: AuditChoice; locale: Locale }) {
  const t = textsFor(locale, 'desk')
  if (page.rows.length === 0) return <p className="text-text-2">{t('noEntries')}</p>
  const given = Object.entries(chosen).filter((entry): entry is [string, string] => Boolean(entry[1]))
  const older = page.next !== null && new URLSearchParams([...given, ['before', String(page.next)]])
  return (
    <>
      <DataTable
        caption={t('auditTitle')}
        captionHidden
        columns={[
          { key: 'when', title: t('colWhen') },
          { key: 'who', title: t('colWho'), look: 'strong' },
          { key: 'what', title: t('colWhat') },
        ]}
        rows={page.rows.map((row) => ({
          key: String(row.id),
          cells: {
            when: (
              <>
                {formatDay(dayOf(row.at), locale)}
                <span className="block text-fine text-text-2">{formatTime(row.at, locale)}</span>
              </>
            ),
            who: row.name ? <Name locale={locale}>{row.name}</Name> : t(`actor_${row.actorKind}`),
            what: <What row={row} locale={locale} />,
          },
        }))}
      />
      {older && (
        <p className="mt-3">
          <a href={`/desk/audit?${older}`} className="link inline-flex min-h-11 items-center">
            {t('older')}
          </a>
        </p>
      )}
    </>
  )
}

/** What was done, in words; what was kept with it stands as it is, for whoever looks into it. */
function What({ row, locale }: { row: AuditRow; locale: Locale }) {
  const t = textsFor(locale, 'desk')
  const done = textsFor(locale, 'audit')
  const key = row.action.replace('.', '_')
  const kept = Object.entries(row.detail).filter(([, value]) => value !== null)
  return (
    <>
      {/* An older release may have written what none knows any more. */}
      {done.has(key) ? done(key) : <span lang="en">{row.action}</span>}
      {row.consumerNo && (
        <span className="block text-fine">{t('consumerNo', { number: spacedConsumerNo(row.consumerNo) })}</span>
      )}
      <span lang="en" className="block text-fine break-all text-text-2">
        {kept.map(([name, value]) => `${name} ${shortened(String(value))}`).join(' · ')}
      </span>
    </>
  )
}

/** Of an id its beginning, which is enough to see that two entries name the same. */
const shortened = (value: string): string => value.replace(/^([0-9a-f]{8})-[0-9a-f-]{27}$/, '$1')
