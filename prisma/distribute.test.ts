import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'

const textOf = (name: string) => fs.readFileSync(path.join(import.meta.dirname, name), 'utf8')

let services: TestServices
let owner: pg.Client

beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
  owner = new pg.Client({ connectionString: services.ownerUrl })
  await owner.connect()
  await owner.query(textOf('citus-stand-in.sql'))
})
afterAll(async () => {
  await owner.end()
  await services.close()
})
beforeEach(() => owner.query('begin'))
afterEach(() => owner.query('rollback'))

async function names(question: string): Promise<string[]> {
  return (await owner.query({ text: question, rowMode: 'array' })).rows.flat()
}
const placed = (kind: string) =>
  names(
    `select c.relname from citus.placed p join pg_class c on c.oid = p.relation where p.kind = '${kind}' order by 1`,
  )

describe('distribute.sql', () => {
  test('places the migrated schema, and nothing in it is refused', async () => {
    await owner.query(textOf('distribute.sql'))
    // What nearly all of the bytes are in (docs/scale.md).
    const large = [
      'BlockDay',
      'MeterDay',
      'BillLine',
      'Notification',
      'Bill',
      'LedgerEntry',
      'LedgerTransaction',
      'LedgerSeal',
    ]
    expect(await placed('cut')).toEqual(expect.arrayContaining([...large, 'Payment', 'PaymentAttempt', 'Session']))
  })

  test('names every table once', async () => {
    await owner.query(textOf('distribute.sql'))
    const all = await names(`select relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`)
    const named = await Promise.all(['cut', 'reference', 'alone'].map(placed))
    expect(named.flat().sort()).toEqual(all.sort())
  })

  test('keeps each number that was unique, within its cut and in a directory', async () => {
    const unique = `select count(*)::int from pg_index i join pg_class c on c.oid = i.indrelid
      where i.indisunique and not i.indisprimary and c.relnamespace = 'public'::regnamespace`
    const [before] = await names(unique)
    await owner.query(textOf('distribute.sql'))
    const [after] = await names(unique)
    // One open installation a meter is kept by its directory alone, and a link's code was in its key already.
    expect(Number(after)).toBe(Number(before) - 2)
  })
})

describe('the stand-in for Citus refuses', () => {
  const refusal = async (statements: string) => {
    await owner.query('savepoint before')
    const said = await owner.query(statements).then(
      () => null,
      (error: Error) => error.message,
    )
    await owner.query('rollback to before')
    return said
  }
  const home = `create table "Home" ("id" uuid primary key); select create_distributed_table('"Home"', 'id', 'none');`

  test('what is unique without the column of the cut', async () => {
    const cut = `select create_distributed_table('"T"', 'homeId', 'none')`
    expect(
      await refusal(`create table "T" ("homeId" uuid, "id" uuid, primary key ("homeId", "id")); ${cut}`),
    ).toBeNull()
    expect(await refusal(`create table "T" ("id" uuid primary key, "homeId" uuid not null); ${cut}`)).toMatch(
      /"T_pkey"/,
    )
    const table = `create table "T" ("homeId" uuid primary key, "no" text);`
    expect(await refusal(`${table} create unique index "T_no" on "T" ("no"); ${cut}`)).toMatch(/"T_no"/)
    // A column that is only carried along decides nothing.
    expect(await refusal(`${table} create unique index "T_no" on "T" ("no") include ("homeId"); ${cut}`)).toMatch(
      /"T_no"/,
    )
    expect(await refusal(`create table "T" ("homeId" uuid); ${cut}`)).toMatch(/may lack/)
  })

  test('foreign keys between tables that do not lie together by them', async () => {
    const room = (
      key: string,
      beside: string,
    ) => `${home} create table "Room" ("homeId" uuid, "id" uuid, "otherId" uuid,
      primary key ("homeId", "id"), ${key}); select create_distributed_table('"Room"', 'homeId', '${beside}')`
    expect(await refusal(room('foreign key ("homeId") references "Home"', '"Home"'))).toBeNull()
    expect(await refusal(room('foreign key ("homeId") references "Home"', 'none'))).toMatch(/not joined/)
    expect(await refusal(room('foreign key ("otherId") references "Home"', '"Home"'))).toMatch(/not joined/)
    expect(await refusal(room('foreign key ("otherId") references "Office"', '"Home"'))).toMatch(/no foreign key/)
    expect(await refusal(room('foreign key ("homeId") references "Home" on update cascade', '"Home"'))).toMatch(
      /change/,
    )
    const office = `select create_reference_table('"Office"');`
    expect(await refusal(office + room('foreign key ("otherId") references "Office"', '"Home"'))).toBeNull()
  })

  test('foreign keys to a cut table from one that stands whole or alone', async () => {
    const list = `${home} create table "List" ("homeId" uuid references "Home");`
    expect(await refusal(`${list} select create_reference_table('"List"')`)).toMatch(/no foreign key/)
    expect(await refusal(`${list} select citus_add_local_table_to_metadata('"List"')`)).toMatch(/no foreign key/)
  })

  test('another type of the cut, a table twice, and part of a table', async () => {
    const other = `${home} create table "T" ("no" text primary key); select create_distributed_table('"T"', 'no', '"Home"')`
    expect(await refusal(other)).toMatch(/another type/)
    expect(await refusal(`${home} select create_distributed_table('"Home"', 'id', 'none')`)).toMatch(/already/)
    const parts = `create table "T" ("id" int, "on" date, primary key ("id", "on")) partition by range ("on");
      create table "T_rest" partition of "T" default;`
    expect(await refusal(`${parts} select create_distributed_table('"T"', 'id', 'none')`)).toBeNull()
    expect(await refusal(`${parts} select create_distributed_table('"T_rest"', 'id', 'none')`)).toMatch(/part/)
  })

  test('triggers, unless they were asked for', async () => {
    const frozen = `create table "T" ("id" uuid primary key);
      create trigger "T_stays" before update on "T" execute function "history_stays"();
      select create_distributed_table('"T"', 'id', 'none')`
    expect(await refusal(frozen)).toMatch(/triggers/)
    expect(await refusal(`set local citus.enable_unsafe_triggers to on; ${frozen}`)).toBeNull()
  })
})
