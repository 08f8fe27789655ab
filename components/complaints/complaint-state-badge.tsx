import { Badge, type BadgeKind } from '#components/ui/badge.tsx'
import type { ComplaintRow } from '#lib/complaints/list-complaints.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

const KINDS: Record<ComplaintRow['state'], BadgeKind> = {
  OPEN: 'info',
  PROMISED: 'warn',
  RESOLVED: 'ok',
  REJECTED: 'quiet',
}

/** Where a complaint stands, in a word. */
export function ComplaintStateBadge({ state, locale }: { state: ComplaintRow['state']; locale: Locale }) {
  return <Badge kind={KINDS[state]}>{textsFor(locale, 'complaints')(`state_${state}`)}</Badge>
}
