import { describe, expect, it } from 'vitest'
import { day, month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { dueCalendar } from './due-calendar.ts'

const BILL = '7f0c2e34-5a51-4d0e-9a60-0d6f3a1f4b11'
const URL_OF_BILL = `https://khata.example/c/0b9d7f9e-0000-4000-8000-1234567890ab/bills/${BILL}`
const entry = { billId: BILL, month: month('2026-10'), dueOn: day('2026-12-09') }
const written = (locale: Locale, now = '2026-11-27T10:40:00+05:30') =>
  dueCalendar(entry, { billUrl: URL_OF_BILL, locale, now: new Date(now) })

/** As a calendar reads it: lines that go on are one, `\,` is a comma. */
function read(text: string): Map<string, string> {
  const lines = text.replaceAll('\r\n ', '').split('\r\n').filter(Boolean)
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]))
}

describe('the due day in a calendar', () => {
  it('is the whole day, in India, with a reminder on the morning before', () => {
    const fields = read(written('en'))
    expect(fields.get('DTSTART;VALUE=DATE')).toBe('20261209')
    expect(fields.get('DTEND;VALUE=DATE')).toBe('20261210')
    // 9:00 in India on the 8th, wherever the phone is.
    expect(fields.get('TRIGGER;VALUE=DATE-TIME')).toBe('20261208T033000Z')
    expect(fields.get('SUMMARY;LANGUAGE=en')).toBe('Pay the electricity bill of October 2026')
    expect(fields.get('URL')).toBe(URL_OF_BILL)
  })

  it('is the same entry whenever and in whichever language it is taken', () => {
    const uids = [written('en'), written('hi'), written('hi', '2026-12-01T09:00:00+05:30')].map((text) =>
      read(text).get('UID'),
    )
    expect(new Set(uids)).toEqual(new Set([`bill-${BILL}@khata.example`]))
  })

  it('keeps to lines of 75 octets, broken between letters', () => {
    const text = written('hi')
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(text.replaceAll('\r\n ', '')).toContain('SUMMARY;LANGUAGE=hi:अक्टूबर 2026 का बिजली बिल भरें')
    expect(text.replaceAll('\r\n', '')).not.toContain('\n')
  })

  it('says neither amount nor consumer number: calendars are shared', () => {
    expect(written('en')).not.toMatch(/₹|\d{6,}(?=\D*$)|consumer/i)
  })
})
