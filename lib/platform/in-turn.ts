/**
 * Acts on each entry after the other. One that fails does not keep the next from its turn: a round that comes back to the
 * same entries would otherwise never get past it. Throws what failed first, once all have had their turn.
 */
export async function inTurn<Entry>(entries: Iterable<Entry>, act: (entry: Entry) => Promise<void>): Promise<void> {
  const failures: unknown[] = []
  for (const entry of entries) await act(entry).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}
