import { inTurn } from '#lib/platform/in-turn.ts'
import type { Services } from '#lib/platform/services.ts'
import { erase } from './erase-person.ts'
import { readErasures } from './erasure-list.ts'

const PEOPLE_AT_ONCE = 1_000

/**
 * Erases again whom a restored backup brought back, by the list of `erasureKeeper`. Returns how many that were and how many
 * lines no secret of ours signed, which erase nobody; null where there is no list. Run twice it finds nobody the second time.
 */
export async function replayErasures(
  { db, now }: Services,
  file: string,
): Promise<{ erased: number; strange: number } | null> {
  const list = await readErasures(file)
  if (!list) return null
  const ids = [...list.own]
  let erased = 0
  for (let from = 0; from < ids.length; from += PEOPLE_AT_ONCE) {
    const where = { id: { in: ids.slice(from, from + PEOPLE_AT_ONCE) }, erasedAt: null }
    const back = await db.consumer.findMany({ where, select: { id: true } })
    await inTurn(back, async ({ id }) => {
      const actor = { kind: 'system', name: 'replay-erasures' } as const
      if (await db.$transaction((tx) => erase(tx, actor, id, now()))) erased++
    })
  }
  return { erased, strange: list.strange }
}
