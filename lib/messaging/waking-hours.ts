import { env } from '#lib/platform/env.ts'
import { addDays, dayOf, startOfDay } from '#lib/units/ist.ts'

const HOUR_MS = 3_600_000

/** News that waits for the morning: not what somebody waits for, or has to hear of at once. */
const CAN_WAIT: ReadonlySet<string> = new Set([
  ...[
    'BILL_READY',
    'DUE_SOON',
    'OVERDUE',
    'BALANCE_LOW',
    'LIMIT',
    'LOAD',
    'UNUSUAL',
    'PLANNED_WORK',
    'SUPPLY_RESTORED',
  ],
  ...['PROMISED', 'RESOLVED', 'REJECTED', 'REOPENED', 'ESCALATED', 'MESSAGE'].map((event) => `COMPLAINT_${event}`),
])

/** Whether messages of this kind go out in waking hours alone, however late they are. */
export const canWait = (kind: string): boolean => CAN_WAIT.has(kind)

/** When something that is not urgent may be said: now within `NEWS_HOURS`, Indian time, else when they begin again. */
export function wakingTime(at: Date): Date {
  const { from, to } = env().newsHours
  const today = dayOf(at)
  const opens = startOfDay(today).getTime() + from * HOUR_MS
  if (at.getTime() < opens) return new Date(opens)
  const closes = startOfDay(today).getTime() + to * HOUR_MS
  return at.getTime() < closes ? at : new Date(startOfDay(addDays(today, 1)).getTime() + from * HOUR_MS)
}
