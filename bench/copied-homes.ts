import type { Db, Tx } from '#lib/platform/db.ts'

/** A table with rows of a home: how they are found, what of them is their own, and the order in which a utility sends them. */
type HomeTable = {
  name: string
  /** Rows `t` of the home that is copied as `c`. */
  from: string
  /** Ids, its own and those of other rows of the home; a copy has others. */
  ids: string[]
  /** Columns that are unique among homes, with what stands in a copy. */
  texts?: Record<string, string>
  order?: string
}

const OF_CONNECTION = 't."connectionId" = c."connectionId"'
const OF_CHAIN = 't."chainId" = c."connectionId"'
const again = (column: string) => `t."${column}" || '-' || c.n`

/** Parents first. */
const HOME_TABLES: readonly HomeTable[] = [
  {
    name: 'Connection',
    from: 't."id" = c."connectionId"',
    ids: ['id'],
    texts: { consumerNo: `'79' || lpad(c.n::text, 8, '0')` },
  },
  { name: 'ConnectionTerms', from: OF_CONNECTION, ids: ['connectionId'] },
  { name: 'Consumer', from: 't."id" = c."consumerId"', ids: ['id'], texts: { mobile: 'c."mobile"' } },
  { name: 'MobileLink', from: OF_CONNECTION, ids: ['id', 'consumerId', 'connectionId'] },
  { name: 'Meter', from: 't."id" = c."meterId"', ids: ['id'], texts: { serialNo: `'BC' || lpad(c.n::text, 8, '0')` } },
  { name: 'MeterInstallation', from: OF_CONNECTION, ids: ['id', 'meterId', 'connectionId'] },
  { name: 'MeterDay', from: OF_CONNECTION, ids: ['connectionId', 'meterId'], order: 't."onDay"' },
  { name: 'BlockDay', from: OF_CONNECTION, ids: ['connectionId', 'meterId'], order: 't."onDay"' },
  {
    name: 'Bill',
    from: OF_CONNECTION,
    ids: ['id', 'connectionId'],
    texts: { billNo: again('billNo'), paymentReference: 'upper(left(md5(t."paymentReference" || c.n), 26))' },
    order: 't."month"',
  },
  {
    name: 'BillLine',
    from: OF_CONNECTION,
    ids: ['connectionId', 'billId'],
  },
  {
    name: 'LedgerTransaction',
    from: OF_CONNECTION,
    ids: ['chainId', 'id', 'connectionId'],
    texts: { reference: again('reference') },
    order: 't."occurredAt"',
  },
  {
    name: 'LedgerEntry',
    from: OF_CHAIN,
    ids: ['chainId', 'transactionId', 'connectionId', 'billId'],
  },
  {
    name: 'LedgerSeal',
    from: OF_CHAIN,
    ids: ['chainId', 'transactionId'],
  },
  {
    name: 'Payment',
    from: OF_CONNECTION,
    ids: ['chainId', 'id', 'connectionId', 'billId', 'transactionId'],
    texts: { reference: again('reference'), receiptNo: again('receiptNo') },
  },
  {
    name: 'Notification',
    from: OF_CONNECTION,
    ids: ['id', 'consumerId', 'connectionId'],
    texts: { onceKey: again('onceKey') },
  },
]

/** The mobile of the copy with a number from 1. */
export const mobileOfCopy = (n: number): string => String(6_000_000_000 + n)

/** Copied at once: the sorting of more would need more disk than the homes themselves. */
const CHUNK = 40_000

/**
 * Copies homes with all that is known of them, numbers `first` to `last`, in turns: number n is a copy of the home at n modulo
 * their count. As an owner and past the triggers, since only what pages read is wanted here. Seals of the ledger are copied as
 * bytes, so they prove nothing. As many chunks at a time as the owner has connections.
 */
export async function copyHomes(
  owner: Db,
  consumerNos: readonly string[],
  { first, last, atOnce }: { first: number; last: number; atOnce: number },
): Promise<void> {
  const size = Math.min(CHUNK, Math.ceil((last - first + 1) / atOnce))
  let next = first
  const copyNext = async () => {
    while (next <= last) {
      const from = next
      next += size
      await copyChunk(owner, consumerNos, { first: from, last: Math.min(from + size - 1, last) })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, copyNext))
}

async function copyChunk(
  owner: Db,
  consumerNos: readonly string[],
  { first, last }: { first: number; last: number },
): Promise<void> {
  await owner.$transaction(
    async (tx) => {
      await tx.$executeRaw`set local session_replication_role = replica`
      await tx.$executeRaw`set local work_mem = '256MB'`
      await tx.$executeRaw`
        create temporary table "Copy" on commit drop as
        with home as (
          select array_position(${consumerNos}::text[], "consumerNo") - 1 as turn, "connectionId", "consumerId", "meterId"
            from "Connection" join "MobileLink" on "MobileLink"."connectionId" = "Connection"."id"
            join "MeterInstallation" using ("connectionId")
           where "consumerNo" = any(${consumerNos}) and "endedAt" is null and "toOn" is null
        )
        select n, (6000000000 + n)::text as "mobile", home.*
          from generate_series(${first}::int, ${last}::int) n join home on turn = n % (select count(*) from home)`
      await tx.$executeRaw`analyze "Copy"`
      for (const table of HOME_TABLES) await copyTable(tx, table)
    },
    { timeout: 7_200_000, maxWait: 60_000 },
  )
}

async function copyTable(tx: Tx, { name, from, ids, texts = {}, order }: HomeTable): Promise<void> {
  const columns = await tx.$queryRaw<{ column_name: string }[]>`
    select column_name from information_schema.columns where table_schema = 'public' and table_name = ${name}`
  const copyOf = (column: string) =>
    texts[column] ?? (ids.includes(column) ? `md5(t."${column}"::text || c.n)::uuid` : `t."${column}"`)
  const names = columns.map(({ column_name }) => column_name)
  // Every name in here is a constant of ours or of the schema.
  await tx.$executeRawUnsafe(
    `insert into "${name}" (${names.map((column) => `"${column}"`).join(', ')})
     select ${names.map(copyOf).join(', ')} from "${name}" t join "Copy" c on ${from}
     order by ${[...(order ? [order] : []), 'c.n'].join(', ')}`,
  )
}

/** Rows and bytes, indexes and all, of each table of homes. */
export async function homeTableSizes(owner: Db): Promise<{ name: string; rows: number; bytes: number }[]> {
  const names = HOME_TABLES.map(({ name }) => name)
  const sizes = await owner.$queryRaw<{ name: string; rows: number; bytes: bigint }[]>`
    select whole.relname as "name", sum(part.reltuples)::int as "rows", sum(pg_total_relation_size(part.oid))::bigint as "bytes"
      from pg_class whole
      join lateral (select whole.oid union all select inhrelid from pg_inherits where inhparent = whole.oid) parts on true
      join pg_class part on part.oid = parts.oid and part.relkind = 'r'
     where whole.relnamespace = 'public'::regnamespace and whole.relname = any(${names})
     group by 1 order by 3 desc`
  return sizes.map(({ bytes, ...size }) => ({ ...size, bytes: Number(bytes) }))
}
