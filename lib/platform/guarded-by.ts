import type { Db } from './db.ts'

/**
 * What keeps this account from changing history: triggers always; `role` as well where it has no right to, so that
 * history stays even while a trigger is off. Which tables are frozen, their triggers say.
 */
export async function guardedBy(db: Db): Promise<('triggers' | 'role')[]> {
  const [found] = await db.$queryRaw<{ mayChange: boolean }[]>`
    select coalesce(bool_or(has_table_privilege(t.tgrelid, 'UPDATE, DELETE, TRUNCATE')), true) as "mayChange"
    from pg_trigger t join pg_proc p on p.oid = t.tgfoid where p.proname = 'history_stays'`
  return found?.mayChange === false ? ['triggers', 'role'] : ['triggers']
}
