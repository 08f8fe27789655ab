import { z } from 'zod'

/** Rows that were rejected for one reason. Whatever a row said stands as … : it may be of another office, or a number. */
export type ReasonGroup = { reason: string; lines: readonly number[] }

const errorsSchema = z.array(z.object({ line: z.int(), reason: z.string() }))
/** What a reason quotes, and words with a digit in them that no unit of ours has. */
const SAID = /"[^"]*"|(?<![\w-])(?=[\w:+.-]*\d)[\w:+.-]{4,}/g

/** The rejected rows of a batch as it keeps them, by reason, the most frequent first. None for a batch without any. */
export function groupReasons(errors: unknown): ReasonGroup[] {
  const read = errorsSchema.safeParse(errors)
  const groups = new Map<string, number[]>()
  for (const { line, reason } of read.success ? read.data : []) {
    const plain = reason.replaceAll(SAID, '…')
    groups.set(plain, [...(groups.get(plain) ?? []), line])
  }
  return [...groups].map(([reason, lines]) => ({ reason, lines })).toSorted((a, b) => b.lines.length - a.lines.length)
}
