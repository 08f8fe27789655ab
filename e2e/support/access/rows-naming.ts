import { ask, type Place } from '../books.ts'

/**
 * Of each table that has rows which name one of these ids, as their own or as another's, how many there are and their
 * digest: what somebody has, wherever the portal keeps it.
 */
export async function rowsNaming(place: Place, ids: readonly string[]): Promise<Record<string, string>> {
  const tables = await ask(
    place,
    `select c.relname as "name", string_agg(format('t.%I', a.attname), ', ') as "columns"
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and a.atttypid = 'uuid'::regtype and not a.attisdropped
     group by c.relname order by c.relname`,
  )
  const digests = tables.map(
    ({ name, columns }) =>
      `select '${name}' as "name", count(*) || ' rows, ' || md5(string_agg(t::text, '\\n' order by t::text)) as "digest"
       from "${name}" t where array[${columns}] && $1::uuid[] having count(*) > 0`,
  )
  const rows = await ask(place, digests.join(' union all '), [ids])
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]))
}
