import type { AnyKind, Outcome } from './csv-kind.ts'

/** Balances of a file that gives one for every customer: those of connections that are not prepaid are passed over. */
export function prepaidOnly(kind: AnyKind): AnyKind {
  if (!('writeBatch' in kind)) return kind
  return {
    ...kind,
    writeBatch: async (tx, rows, context) => {
      const outcomes = await kind.writeBatch(tx, rows, context)
      return outcomes.map(
        (one): Outcome => (typeof one === 'object' && one.rejected.endsWith('is not prepaid') ? 'UNCHANGED' : one),
      )
    },
  }
}
