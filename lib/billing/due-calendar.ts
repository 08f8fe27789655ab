import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'
import { formatMonth } from '#lib/units/display.ts'
import { addDays, type IstDay, type Month, startOfDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'

/** RFC 5545, 3.1: a line has at most 75 octets, and goes on after a line break and a blank. */
const LINE_OCTETS = 75
/** The reminder rings at 9 in the morning of the day before, in India whichever clock the phone shows. */
const REMIND_AT_MS = 9 * 3_600_000

export type DueEntry = { billId: string; month: Month; dueOn: IstDay }

/**
 * The due day of a bill as a calendar's entry (iCalendar, RFC 5545) in the reader's language. The entry is a whole day,
 * and the same each time: its UID is the bill's, so that taking it twice makes one. It says neither amount nor consumer
 * number: calendars are shared, and the amount changes with what is paid.
 */
export function dueCalendar(
  { billId, month, dueOn }: DueEntry,
  { billUrl, locale, now }: { billUrl: string; locale: Locale; now: Date },
): string {
  const t = textsFor(locale, 'bills')
  const summary = t('calendarTitle', { month: formatMonth(month, locale) })
  const remindAt = new Date(startOfDay(addDays(dueOn, -1)).getTime() + REMIND_AT_MS)
  const lines = [
    ...[
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      `PRODID:-//${escaped(env().portalName.en)}//Due days//EN`,
      'CALSCALE:GREGORIAN',
    ],
    'BEGIN:VEVENT',
    `UID:bill-${billId}@${new URL(billUrl).hostname}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART;VALUE=DATE:${compact(dueOn)}`,
    `DTEND;VALUE=DATE:${compact(addDays(dueOn, 1))}`,
    `SUMMARY;LANGUAGE=${locale}:${escaped(summary)}`,
    `DESCRIPTION;LANGUAGE=${locale}:${escaped(t('calendarText', { url: billUrl }))}`,
    `URL:${billUrl}`,
    'TRANSP:TRANSPARENT',
    ...['BEGIN:VALARM', 'ACTION:DISPLAY', `TRIGGER;VALUE=DATE-TIME:${utc(remindAt)}`],
    ...[`DESCRIPTION:${escaped(summary)}`, 'END:VALARM'],
    ...['END:VEVENT', 'END:VCALENDAR'],
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

const compact = (on: IstDay) => on.replaceAll('-', '')
/** `20261208T033000Z`. */
const utc = (at: Date) => `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`

/** RFC 5545, 3.3.11. */
const escaped = (text: string) => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r?\n/g, '\\n')

/** Between letters, never within one: a letter of Devanagari is three octets. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  for (const letter of line) {
    const room = LINE_OCTETS - (parts.length > 0 ? 1 : 0)
    if (Buffer.byteLength(part + letter) > room) {
      parts.push(part)
      part = ''
    }
    part += letter
  }
  return [...parts, part].join('\r\n ')
}
