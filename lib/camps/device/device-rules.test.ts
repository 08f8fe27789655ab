import { describe, expect, test } from 'vitest'
import { day } from '#lib/units/ist.ts'
import {
  countedAt,
  type Device,
  type EntryState,
  isErasedSoon,
  isExpired,
  isSetUpOver,
  KEPT_MS,
  standingOf,
} from './device-rules.ts'

const DAY_MS = 86_400_000
const WRITTEN = Date.parse('2026-11-23T10:00:00+05:30')
const device: Device = { staffId: 'officer', setUpAt: WRITTEN, camps: [] }
const entry = (state: EntryState) => ({ writtenAt: WRITTEN, state })

test('entries are their officer’s: shown to nobody who is logged in as another, or not at all', () => {
  expect(standingOf(null, { kind: 'OFFICER', staffId: 'officer' })).toBe('NOT_SET_UP')
  expect(standingOf(device, { kind: 'OFFICER', staffId: 'officer' })).toBe('OWN')
  expect(standingOf(device, { kind: 'OFFICER', staffId: 'another' })).toBe('OTHER')
  expect(standingOf(device, { kind: 'NONE' })).toBe('LOG_IN')
  expect(standingOf(device, { kind: 'UNREACHED' })).toBe('OWN')
})

test('an entry is kept for seven days, the last two with a warning while it is unsent', () => {
  expect(isExpired(entry('WAITING'), WRITTEN + KEPT_MS - 1)).toBe(false)
  expect(isExpired(entry('WAITING'), WRITTEN + KEPT_MS)).toBe(true)
  expect(isErasedSoon(entry('WAITING'), WRITTEN + 5 * DAY_MS - 1)).toBe(false)
  expect(isErasedSoon(entry('REFUSED'), WRITTEN + 5 * DAY_MS)).toBe(true)
  expect(isErasedSoon(entry('SENT'), WRITTEN + 6 * DAY_MS)).toBe(false)
  expect(isErasedSoon(entry('WAITING'), WRITTEN + KEPT_MS)).toBe(false)
  expect([KEPT_MS - 1, KEPT_MS].map((after) => isSetUpOver(device, WRITTEN + after))).toEqual([false, true])
})

describe('an entry counts as of when it was written down', () => {
  const heldOn = day('2026-11-23')
  const written = new Date(WRITTEN)
  const counted = (arrivedAt: string, on = heldOn) => countedAt(written, { arrivedAt: new Date(arrivedAt), heldOn: on })

  test('where that can be true', () => {
    for (const arrived of ['2026-11-23T10:00:00+05:30', '2026-11-26T08:00:00+05:30', '2026-11-30T10:00:00+05:30'])
      expect(counted(arrived)).toEqual(written)
  })

  test('and as of when it came for a clock that is ahead, older than a week, or on another day than the camp’s', () => {
    for (const arrived of ['2026-11-23T09:59:59+05:30', '2026-11-30T10:00:01+05:30'])
      expect(counted(arrived)).toEqual(new Date(arrived))
    const later = '2026-11-24T10:00:00+05:30'
    expect(counted(later, day('2026-11-24'))).toEqual(new Date(later))
    expect(countedAt(written, { arrivedAt: new Date(later), heldOn: null })).toEqual(new Date(later))
    expect(countedAt(null, { arrivedAt: new Date(later), heldOn })).toEqual(new Date(later))
  })
})
