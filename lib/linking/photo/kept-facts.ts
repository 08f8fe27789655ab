import type { PhotoFacts } from './photo-facts.ts'

/** What forms are filled with; empty where nothing sure was read. */
export type FilledFacts = { consumerNo: string; meterNo: string; amount: string }

/** Longer than any fact. */
const LONGEST = 40

/** What the browser keeps of a photo. */
export function factsToKeep({ consumerNo, meterNo, amount }: PhotoFacts): FilledFacts {
  return { consumerNo: consumerNo ?? '', meterNo: meterNo ?? '', amount: amount ?? '' }
}

/** What the browser kept of a photo; null for nothing, and for a bill of another consumer number than `of`. */
export function keptFacts(content: Record<string, unknown> | null, of: string | null): FilledFacts | null {
  if (!content) return null
  const text = (name: keyof FilledFacts) => String(content[name] ?? '').slice(0, LONGEST)
  const consumerNo = text('consumerNo')
  if (of !== null && consumerNo !== '' && consumerNo !== of) return null
  return { consumerNo, meterNo: text('meterNo'), amount: text('amount') }
}
