import { readWords } from '#lib/complaints/complaint-words.ts'
import { dayOf } from '#lib/units/ist.ts'
import { parseMobile } from '#lib/units/phone.ts'
import type { EntryFields } from './device-rules.ts'

/**
 * What a device can see by itself is wrong with an entry, by the refusals of the desk, while whoever complains still
 * stands there. The portal checks everything again.
 */
export function entryFaults(fields: EntryFields, now: Date): string[] {
  const field = (name: string) => fields[name]?.trim() ?? ''
  const read = readWords({ since: field('since'), detail: field('detail') })
  const faults: string[] = read.ok ? [] : [...read.reasons]
  if (/\D/.test(field('consumerNo').replace(/\s/g, ''))) faults.push('NO_CONNECTION')
  if (field('mobile') !== '' && !parseMobile(field('mobile'))) faults.push('BAD_MOBILE')
  const outcome = field('outcome')
  const isDone = outcome === 'RESOLVE' || outcome === 'PROMISE'
  if (outcome === 'PROMISE' && field('promisedOn') === '') faults.push('NO_DAY')
  else if (outcome === 'PROMISE' && field('promisedOn') < dayOf(now)) faults.push('DAY_IS_PAST')
  if (isDone && field('reply') === '' && field('text') === '') faults.push('NO_REASON')
  return faults
}
