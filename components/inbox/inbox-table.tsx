import { ComplaintStateBadge } from '#components/complaints/complaint-state-badge.tsx'
import { officeOption } from '#components/desk/office-name.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { Choice } from '#components/ui/field.tsx'
import { Name, namedOption } from '#components/ui/name.tsx'
import type { OfficerOfComplaints } from '#lib/complaints/assign-complaints.ts'
import type { InboxRow } from '#lib/complaints/list-office-complaints.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatInstant } from '#lib/units/display.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'

type Props = {
  rows: readonly InboxRow[]
  /** To whom they can be given; none for somebody who gives none. */
  officers: readonly OfficerOfComplaints[]
  /** The address to come back to. */
  back: string
  locale: Locale
}

/** The queue, most urgent first. Where somebody may give complaints to officers, rows can be chosen and given at once. */
export function InboxTable({ rows, officers, back, locale }: Props) {
  const t = textsFor(locale, 'inbox')
  const mayAssign = officers.length > 0
  const table = (
    <DataTable
      caption={t('title')}
      captionHidden
      columns={[
        { key: 'number', title: t('colNumber') },
        { key: 'state', title: t('colState') },
        { key: 'due', title: t('colDue') },
        { key: 'officer', title: t('colOfficer') },
        ...(mayAssign ? [{ key: 'choose', title: t('colChoose'), align: 'right' as const }] : []),
      ]}
      rows={rows.map((row) => ({ key: row.id, cells: cellsOf(row, locale) }))}
    />
  )
  if (!mayAssign) return table
  return (
    <form method="post" action="/api/desk/complaints/assign" className="grid gap-4">
      <input type="hidden" name="back" value={back} />
      {table}
      <div className="grid max-w-110 gap-3">
        <Choice name="officer" label={t('assignTo')} options={byOffice(officers)} />
        <SubmitButton look="outlined">{t('assign')}</SubmitButton>
      </div>
    </form>
  )
}

/** Names and offices stand as they are on record, each in its own language, so that no line can hold both. */
function byOffice(officers: Props['officers']) {
  const offices = Map.groupBy(officers, ({ office, officeKind }) => `${officeKind} ${office}`)
  return [...offices.values()].map((within) => {
    const [{ office, officeKind }] = within as [OfficerOfComplaints]
    const options = within.map(({ id, name }) => namedOption(id, name))
    return { ...officeOption({ kind: officeKind, name: office }), options }
  })
}

function cellsOf(row: InboxRow, locale: Locale) {
  const t = textsFor(locale, 'inbox')
  const { id, number, categoryName, subdivision, state, level, dueAt, isOverdue, officer, isMine } = row
  return {
    number: (
      <>
        <a href={`/desk/complaints/${id}`} className="link inline-flex min-h-11 items-center whitespace-nowrap">
          {number}
        </a>
        <span className="block text-fine text-text-2">
          {inLanguage(categoryName, locale)}, <Name locale={locale}>{subdivision}</Name>
        </span>
      </>
    ),
    state: (
      <>
        <ComplaintStateBadge state={state} locale={locale} />
        {level !== 'SUBDIVISION' && (
          <span className="block text-fine text-text-2">{textsFor(locale, 'complaints')(`level_${level}`)}</span>
        )}
      </>
    ),
    due: (
      <span className={isOverdue ? 'font-semibold text-bad' : ''}>
        {formatInstant(dueAt, locale)}
        {isOverdue && <span className="block text-fine">{t('which_OVERDUE')}</span>}
      </span>
    ),
    officer: isMine ? t('me') : officer ? <Name locale={locale}>{officer}</Name> : t('nobody'),
    choose: (
      <label className="inline-flex min-h-11 min-w-11 items-center justify-end">
        <input
          type="checkbox"
          name="complaint"
          value={id}
          aria-label={t('choose', { number })}
          className="size-6 align-middle"
        />
      </label>
    ),
  }
}
