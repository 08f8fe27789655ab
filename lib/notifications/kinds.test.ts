import { expect, it } from 'vitest'
import { MESSAGES } from '#lib/i18n/messages.ts'
import { canWait } from '#lib/messaging/waking-hours.ts'
import { isUrgent, KIND_KEYS, whyAlways } from './kinds.ts'

it.each(KIND_KEYS)('%s has words by which it is chosen, and a reason where it cannot be', (kind) => {
  for (const texts of [MESSAGES.hi.notifications, MESSAGES.en.notifications] as Record<string, string>[]) {
    expect(texts[`kind_${kind}`]).toBeTruthy()
    const why = whyAlways(kind)
    if (why) expect(texts[`why_${why}`]).toBeTruthy()
  }
})

it('what is not urgent rests at night in the queue too; of a complaint all but its number', () => {
  const ofComplaints = ['COMPLAINT_REGISTERED', 'COMPLAINT_RESOLVED', 'COMPLAINT_MESSAGE']
  expect(ofComplaints.map(canWait)).toEqual([false, true, true])
  for (const kind of KIND_KEYS) if (kind !== 'COMPLAINT') expect(canWait(kind), kind).toBe(!isUrgent(kind))
})
