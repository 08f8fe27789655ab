import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'

/**
 * Holds `indexes.json` to the migrated schema: each index beside the primary keys costs every write of its table, so there
 * is none without a rule that it holds or a statement that asks by it. One of a table that lies in parts stands for all.
 */
const ROOT = path.dirname(import.meta.dirname)
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8')
const words = z.string().min(1)
const entry = z.union([
  /** What cannot be there twice. */
  z.strictObject({ holds: words }),
  /** A file and what of it makes the statement. */
  z.strictObject({ asks: z.string().regex(/^lib\/\S+\.ts \w+$/), for: words }),
])
const uses = z.record(words, entry).parse(JSON.parse(read('prisma/indexes.json')))

type Index = { name: string; isUnique: boolean; columns: string[] }

let services: TestServices
let indexes: Index[]

beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
  const owner = new pg.Client({ connectionString: services.ownerUrl })
  await owner.connect()
  indexes = (
    await owner.query(`select c.relname as "name", i.indisunique as "isUnique",
        (select array_agg(a.attname::text) from pg_attribute a where a.attrelid = i.indexrelid) as "columns"
      from pg_index i join pg_class c on c.oid = i.indexrelid
      where c.relnamespace = 'public'::regnamespace and not i.indisprimary and not c.relispartition`)
  ).rows
  await owner.end()
})
afterAll(() => services.close())

test('each index has a use, and no other is described', () => {
  expect(indexes.length).toBeGreaterThan(150)
  expect(Object.keys(uses).sort()).toEqual(indexes.map(({ name }) => name).sort())
})

test('what holds a rule is unique, and what is unique holds one', () => {
  const rules = Object.entries(uses).flatMap(([name, use]) => ('holds' in use ? [name] : []))
  expect(rules.sort()).toEqual(indexes.flatMap(({ name, isUnique }) => (isUnique ? [name] : [])).sort())
})

describe('what is said to ask', () => {
  const asked = Object.entries(uses).flatMap(([name, use]) => ('asks' in use ? [{ name, asks: use.asks }] : []))

  test.each(asked)('$name: $asks', ({ name, asks }) => {
    const [file = '', by = ''] = asks.split(' ')
    const text = read(file)
    expect(text).toMatch(new RegExp(`(?:function\\*?|const) ${by}\\b`))
    // By its name, or by that of the relation that goes by it.
    const columns = indexes.find((index) => index.name === name)?.columns ?? []
    expect(columns.filter((column) => new RegExp(`\\b${column.replace(/Id$/, '')}`, 'i').test(text))).not.toEqual([])
  })
})
