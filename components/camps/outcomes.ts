import type { OutcomeMark } from '#components/charts/legend.tsx'

/** What can have become of a complaint, in the order in which a bar shows it. */
export const OUTCOMES: readonly OutcomeMark[] = ['resolved', 'promised', 'rejected', 'open']
export const OUTCOME_NAMES: Record<OutcomeMark, string> = {
  resolved: 'colResolved',
  promised: 'colPromised',
  rejected: 'colRejected',
  open: 'colOpen',
}
