import { MOST_LETTERS } from '#lib/complaints/complaint-words.ts'
import { MOST_FILE_BYTES, MOST_FILES, MOST_PDF_PAGES } from '#lib/complaints/file-limits.ts'
import type { ComplaintThread } from '#lib/complaints/get-complaint.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** The forms of a thread, each with the field that its refusals are about. */
const FIELDS = { rate: 'rating', reopen: 'reason', escalate: 'escalation', message: 'text' } as const
export type ThreadPart = keyof typeof FIELDS
/** `field`: where the answer is mended; the thread itself where its form is there no longer. */
export type ThreadError = { part: ThreadPart; field: string; message: string }

/** Whether an address says that a form of a thread was refused. */
export const isThreadRefused = (query: object): boolean => Object.keys(FIELDS).some((part) => part in query)

type Shown = Pick<ComplaintThread, 'mayRate' | 'reopenUntil' | 'nextLevel'>

/** What is wrong with a form of a thread, by the reason that the address names under the form's name. */
export function threadError(
  query: Record<string, string | string[] | undefined>,
  { thread, helpline, locale }: { thread: Shown; helpline: string; locale: Locale },
): ThreadError | undefined {
  const t = textsFor(locale, 'complaints')
  const limits = { count: MOST_FILES, size: MOST_FILE_BYTES / 1024 / 1024, pages: MOST_PDF_PAGES }
  const isShown = {
    ...{ rate: thread.mayRate, reopen: thread.reopenUntil !== null, escalate: thread.nextLevel !== null },
    message: true,
  }
  for (const part of Object.keys(FIELDS) as ThreadPart[]) {
    const key = `error_${[query[part]].flat()[0]}`
    if (!t.has(key)) continue
    const message = t(key, { most: MOST_LETTERS, ...limits, helpline })
    return { part, field: isShown[part] ? FIELDS[part] : 'timeline', message }
  }
  return undefined
}
