import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { type Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Name } from '#components/ui/name.tsx'
import type { ComplaintThread } from '#lib/complaints/get-complaint.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatInstant } from '#lib/units/display.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'
import { ComplaintStateBadge } from './complaint-state-badge.tsx'

type Props = { thread: ComplaintThread; discom: string; isAtDesk?: boolean; locale: Locale }

/** Where a complaint stands: state, until when it must be settled and by whose rule, who has it, what is owed for delay. */
export function ThreadFacts({ thread, discom, isAtDesk = false, locale }: Props) {
  const t = textsFor(locale, 'complaints')
  const { state, level, dueAt, promisedOn, decidedAt, isOverdue, compensationPaise, category, clockSource } = thread
  const due = { due: formatInstant(dueAt, locale) }
  const rule = clockSource
    ? t('thread_rule', { source: inLanguage(clockSource, locale) })
    : t('thread_ownAim', { discom })
  const rows: Definition[] = [
    ...(decidedAt ? [] : [{ label: t('thread_clock'), value: formatInstant(dueAt, locale), note: rule }]),
    ...(promisedOn ? [{ label: t('state_PROMISED'), value: formatDay(promisedOn, locale) }] : []),
    ...(decidedAt ? [{ label: t(`state_${state}`), value: formatInstant(decidedAt, locale) }] : []),
    { label: t('thread_with'), value: t(`level_${level}`) },
    {
      label: t(category.kind === 'SERVICE' ? 'service_wanted' : 'thread_since'),
      value: thread.since === '' ? t('thread_erased') : <Name locale={locale}>{thread.since}</Name>,
    },
  ]
  return (
    <>
      {isOverdue && (
        <Alert kind="warn" icon="clock" lead={t('overdue', due)}>
          {compensationPaise && t('thread_compensation', { amount: formatRupees(compensationPaise) })}
        </Alert>
      )}
      <Card title={inLanguage(category.name, locale)} aside={<ComplaintStateBadge state={state} locale={locale} />}>
        <DefinitionList rows={rows} />
        {compensationPaise && category.compensation && (
          <p className="mt-2 text-small text-text-2">
            {t('thread_compensationRule', { source: inLanguage(category.compensation.source, locale) })}
          </p>
        )}
        {thread.detail && (
          <>
            <h3 className="mt-3 text-label">{isAtDesk ? textsFor(locale, 'inbox')('wrote') : t('thread_detail')}</h3>
            <p className="mt-1 whitespace-pre-line [overflow-wrap:anywhere]">
              <Name locale={locale}>{thread.detail}</Name>
            </p>
          </>
        )}
      </Card>
    </>
  )
}
