import { Alert } from '#components/ui/alert.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { DoneAlert } from './done-alert.tsx'

const ERRORS = ['SAME_PERSON', 'DECIDED_ALREADY', 'NOTHING_LEFT', 'NOT_YET', 'NEW_SIM']

/** What a decision came to: done, or why not. */
export function DecisionAlert({ done, error, locale }: { done?: unknown; error?: unknown; locale: Locale }) {
  const reason = ERRORS.find((known) => known === error)
  if (!reason) return <DoneAlert done={done} locale={locale} />
  return (
    <Alert kind="warn" status>
      {textsFor(locale, 'desk')(`error_${reason}`)}
    </Alert>
  )
}
