import pg from 'pg'
import { ASKER } from '#lib/platform/asker.ts'
import { holdRows, mayBeAsker } from './row-security.ts'

/**
 * Gives the portal's account the rights to do its work and no more, on a connection of the tables' owner: it reads and
 * writes, but of what is history it only reads and adds, and migrations it only reads. Which tables are history, the
 * database itself knows: those whose trigger is `history_stays`. Where the account may become the asker, that has the same
 * rights to tables, and meets its own rows. Run after migrations, since these make tables.
 */
export async function grantPortal(owner: pg.Client, account: string): Promise<void> {
  const isHeld = await mayBeAsker(owner, account)
  const portal = pg.escapeIdentifier(account)
  const to = isHeld ? `${portal}, ${ASKER}` : portal
  const own = await namesOf(owner, `c.relkind in ('r', 'p')`)
  const sequences = await namesOf(owner, `c.relkind = 'S'`)
  const frozen = await namesOf(
    owner,
    `exists (select 1 from pg_trigger t join pg_proc p on p.oid = t.tgfoid
      where t.tgrelid = c.oid and p.proname = 'history_stays')`,
  )
  const only = [...frozen, '_prisma_migrations'].filter((name) => own.includes(name)).map(pg.escapeIdentifier)
  const { rows } = await owner.query(`select has_schema_privilege($1, 'public', 'USAGE') as "enters"`, [account])
  // One transaction, so that there is no moment in which more is allowed.
  await owner.query('begin')
  if (!rows[0]?.enters) await owner.query(`grant usage on schema public to ${to}`)
  await owner.query(`grant select, insert, update, delete on ${own.map(pg.escapeIdentifier).join(', ')} to ${to}`)
  if (sequences.length > 0)
    await owner.query(`grant usage, select on sequence ${sequences.map(pg.escapeIdentifier).join(', ')} to ${to}`)
  await owner.query(`revoke update, delete, truncate on ${only.join(', ')} from ${to}`)
  await owner.query(`revoke insert on "_prisma_migrations" from ${to}`)
  // They act as the owner, within what they are for.
  await owner.query(
    `grant execute on function "make_month"(text, date), "drop_months_before"(text, date), "month_of_rest"(text),
       "erase_complaint"(uuid, timestamptz), "erase_complaint_files"(uuid, timestamptz),
       "forget_corrections_before"(text, date, int) to ${portal}`,
  )
  await owner.query('commit')
  if (isHeld) await holdRows(owner)
}

/** What of a kind in the schema belongs to whoever asks: of others' tables nothing is given away. */
async function namesOf(owner: pg.Client, which: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname as "name" from pg_class c
     where c.relnamespace = 'public'::regnamespace and pg_has_role(c.relowner, 'USAGE') and ${which} order by 1`,
  )
  return rows.map(({ name }) => name)
}
