import { expect, it } from 'vitest'
import { MESSAGES } from '#lib/i18n/messages.ts'
import { KIND_KEYS, whyAlways } from './kinds.ts'

it.each(KIND_KEYS)('%s has words by which it is chosen, and a reason where it cannot be', (kind) => {
  for (const texts of [MESSAGES.hi.notifications, MESSAGES.en.notifications] as Record<string, string>[]) {
    expect(texts[`kind_${kind}`]).toBeTruthy()
    const why = whyAlways(kind)
    if (why) expect(texts[`why_${why}`]).toBeTruthy()
  }
})
