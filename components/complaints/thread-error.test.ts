import { expect, test } from 'vitest'
import { threadError } from './thread-error.ts'

const open = { mayRate: true, reopenUntil: new Date('2026-11-30T10:00:00+05:30'), nextLevel: 'DIVISION' as const }
const wrong = (query: Record<string, string>, thread: Parameters<typeof threadError>[1]['thread'] = open) =>
  threadError(query, { thread, helpline: '1912', locale: 'en' })

test('each form of a thread says what is wrong, and where', () => {
  expect(wrong({ rate: 'NO_RATING' })).toEqual({ part: 'rate', field: 'rating', message: 'Choose how the work was' })
  expect(wrong({ reopen: 'NO_REASON' })).toMatchObject({ field: 'reason', message: 'Tell us what is left to do' })
  expect(wrong({ message: 'TOO_LONG' })).toMatchObject({ field: 'text', message: 'Write at most 2000 letters' })
  expect(wrong({ escalate: 'TOO_EARLY' })).toMatchObject({ field: 'escalation' })
  expect(wrong({})).toBeUndefined()
  expect(wrong({ message: 'of_nobody' })).toBeUndefined()
})

test('whoever writes too often is told which number to call', () => {
  expect(wrong({ message: 'TOO_MANY' })?.message).toContain('call 1912')
})

test('what came too late is said although its form is gone', () => {
  const closed = { mayRate: false, reopenUntil: null, nextLevel: null }
  expect(wrong({ reopen: 'TOO_LATE' }, closed)).toMatchObject({
    ...{ field: 'timeline', message: 'This complaint cannot be opened again. Make a new one.' },
  })
  expect(wrong({ rate: 'NOT_NOW' }, closed)).toMatchObject({ field: 'timeline' })
})
