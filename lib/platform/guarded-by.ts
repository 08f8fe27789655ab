import { ASKER } from './asker.ts'
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

/** Whether the database holds each consumer to what is theirs (`asker.ts`): the account may become the asker, who is held. */
export async function rowsAreHeld(db: Db): Promise<boolean> {
  const [found] = await db.$queryRaw<{ are: boolean }[]>`
    select exists (select from pg_policy p join pg_roles r on r.oid = any(p.polroles)
      where r.rolname = ${ASKER} and pg_has_role(r.oid, 'MEMBER')) as "are"`
  return found?.are ?? false
}
