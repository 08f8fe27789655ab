import { wholeOf } from '#lib/platform/asker.ts'
import type { Db } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { latestLoad, readStoredTariffs } from './stored-tariffs.ts'
import type { TariffBook } from './tariff-book.ts'

const held = new WeakMap<Db, { load: number; book: TariffBook }>()

/**
 * The tariff book as last loaded; null when none has been. Rates are public, so anybody may ask. Each call reads one
 * indexed row, the latest load's number; the rest only when that has changed, so that a tariff that another process
 * loads holds from the next request on.
 */
export async function loadTariffBook({ db }: Pick<Services, 'db'>): Promise<TariffBook | null> {
  const load = await latestLoad(db)
  if (load === null) return null
  const whole = wholeOf(db)
  const known = held.get(whole)
  if (known?.load === load) return known.book
  const read = await db.$transaction(
    async (tx) => ({ load: await latestLoad(tx), book: await readStoredTariffs(tx) }),
    { isolationLevel: 'RepeatableRead' },
  )
  if (read.book && read.load !== null) held.set(whole, { load: read.load, book: read.book })
  return read.book
}
