import type { ComplaintRow } from '#lib/complaints/list-complaints.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatInstant } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'
import { ComplaintStateBadge } from './complaint-state-badge.tsx'

type Props = { complaints: readonly ComplaintRow[]; connectionId: string; locale: Locale }

/** Every complaint with its number, state and time limit, newest first. */
export function ComplaintList({ complaints, connectionId, locale }: Props) {
  const t = textsFor(locale, 'complaints')
  return (
    <ul className="-my-3">
      {complaints.map(({ id, number, categoryName, state, registeredAt, dueAt, isOverdue }) => (
        <li key={id} className="border-b border-line py-3 last:border-b-0">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <a
              href={`/c/${connectionId}/complaints/${id}`}
              className="inline-flex min-h-11 items-center font-semibold text-primary underline underline-offset-4"
            >
              {inLanguage(categoryName, locale)}
            </a>
            <ComplaintStateBadge state={state} locale={locale} />
          </div>
          <p className="text-small text-text-2">
            {number} · {t('registered', { day: formatDay(dayOf(registeredAt), locale) })}
          </p>
          {(state === 'OPEN' || state === 'PROMISED') && (
            <p className={`text-small ${isOverdue ? 'font-semibold text-bad' : 'text-text-2'}`}>
              {t(isOverdue ? 'overdue' : 'due', { due: formatInstant(dueAt, locale) })}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
