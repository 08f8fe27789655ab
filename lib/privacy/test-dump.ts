import type { Db } from '#lib/platform/db.ts'

/**
 * Where in the whole database a text stands, as `Table.column`: every row of every table, bytes read as text, and whatever
 * looks like base64 read as what it encodes.
 */
export async function columnsWith(db: Db, sought: readonly string[]): Promise<string[]> {
  const found = new Set<string>()
  const tables = await db.$queryRaw<{ name: string }[]>`
    select format('%I.%I', relnamespace::regnamespace, relname) as "name" from pg_class
     where relkind in ('r', 'p') and not relispartition
       and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) order by 1`
  for (const { name } of tables) {
    // A table's name cannot be a parameter; this one comes from the catalogue, quoted by `format`.
    const rows = await db.$queryRawUnsafe<{ row: Record<string, unknown> }[]>(
      `select to_jsonb(t) as "row" from ${name} t`,
    )
    for (const { row } of rows)
      for (const [column, value] of Object.entries(row))
        if (sought.some((text) => readings(value).some((one) => one.includes(text))))
          found.add(`${name.replaceAll(/"|public\./g, '')}.${column}`)
  }
  return [...found].sort()
}

/** A value as text, and as whatever it may be the code of. */
function readings(value: unknown): string[] {
  const text = JSON.stringify(value) ?? ''
  const bytes = [...text.matchAll(/\\\\x((?:[0-9a-f]{2})+)/g)].map(([, hex]) =>
    Buffer.from(hex ?? '', 'hex').toString(),
  )
  const plain = [text, ...bytes]
  const coded = plain.flatMap((one) => one.match(/[\w+/-]{12,}={0,2}/g) ?? [])
  return [...plain, ...coded.map((one) => Buffer.from(one, 'base64').toString('latin1'))]
}
