import { type IstDay, type Month, parseDay, parseMonth } from '#lib/units/ist.ts'

/** Which of the account's figures a complaint takes along: those of the page that it was begun on. */
export type EvidenceSource =
  | { kind: 'QUALITY'; from: IstDay; to: IstDay }
  | { kind: 'LOAD'; month: Month }
  | { kind: 'BILL'; billId: string }

/** As an address and a form carry it: `quality.2026-11-20.2026-11-26`, `load.2026-11`, `bill.<id>`. */
export function evidenceText(source: EvidenceSource): string {
  switch (source.kind) {
    case 'QUALITY':
      return `quality.${source.from}.${source.to}`
    case 'LOAD':
      return `load.${source.month}`
    case 'BILL':
      return `bill.${source.billId}`
  }
}

/** What such a text names; null for anything else. */
export function parseEvidence(text: string): EvidenceSource | null {
  const [kind, first = '', second = ''] = text.split('.')
  const [from, to, month] = [parseDay(first), parseDay(second), parseMonth(first)]
  if (kind === 'quality') return from && to && from <= to ? { kind: 'QUALITY', from, to } : null
  if (kind === 'load') return month && { kind: 'LOAD', month }
  return kind === 'bill' && first ? { kind: 'BILL', billId: first } : null
}

/** The category that such figures mostly speak of, chosen beforehand in the form. */
export const CATEGORY_OF: Record<EvidenceSource['kind'], string> = { QUALITY: 'VOLTAGE', LOAD: 'METER', BILL: 'BILL' }
