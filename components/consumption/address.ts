import type { Month } from '#lib/units/ist.ts'
import type { Measure } from './measure.ts'

/** What the page of a period shows stands in its address, so that each view can be kept and sent. */
export type PeriodChoices = { period: Month; measure: Measure; compare: boolean }

export function periodHref(path: string, { period, measure, compare }: PeriodChoices): string {
  return `${path}?period=${period}${measure === 'units' ? '' : `&in=${measure}`}${compare ? '&compare=1' : ''}`
}
