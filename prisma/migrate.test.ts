import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { applyMigrations, createMigration, ensureDatabase, migrationDifference, readSchema } from './migrate.ts'
import { migrateCommand } from './migrate-command.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

test('migrations and schema say the same', async () => {
  expect(await migrationDifference(services.ownerUrl)).toBeNull()
})

test('a database that is up to date gets nothing applied', async () => {
  expect(await applyMigrations(services.ownerUrl)).toEqual([])
})

test('the command checks, applies, and says how it is used', async () => {
  let said = ''
  const run = (...words: string[]) => migrateCommand(services, words, (text) => (said = text))
  expect(await run('check')).toBe(0)
  expect(await run('apply')).toBe(0)
  expect(await run('create', 'nothing_new')).toBe(0)
  expect(said).toBe('The migrations lack nothing.\n')
  for (const words of [[], ['apply', 'now'], ['create'], ['create', '../up'], ['create', 'a', 'b'], ['undo']]) {
    expect(await run(...words)).toBe(1)
    expect(said).toContain('Usage:')
  }
})

test('an account that may not make databases is told what it lacks', async () => {
  await services.asOwner().$executeRaw`drop role if exists test_without_createdb`
  await services.asOwner().$executeRaw`create role test_without_createdb login`
  const url = services.ownerUrl.replace('postgres@', 'test_without_createdb@')
  await expect(migrationDifference(url)).rejects.toThrow(/^Migrations are tried in a database .* needs CREATEDB/)
  await services.asOwner().$executeRaw`drop role test_without_createdb`
})

test('a column that no migration makes is a difference', async () => {
  const schema = readSchema().map((file) =>
    file.path.endsWith('audit.prisma')
      ? { ...file, content: file.content.replace('model AuditEntry {', 'model AuditEntry {\n  extra String?') }
      : file,
  )
  expect(await migrationDifference(services.ownerUrl, schema)).toContain('ADD COLUMN     "extra" TEXT')
})

test('four processes that start at once make one database with each migration once', async () => {
  const url = services.ownerUrl.replace(/test_[0-9a-f]+/, 'test_race_of_four')
  const applied = await Promise.all(
    [1, 2, 3, 4].map(async () => {
      await ensureDatabase(url)
      return applyMigrations(url)
    }),
  )
  expect(applied.flat().length).toBeGreaterThan(0)
  expect(new Set(applied.flat()).size).toBe(applied.flat().length)
  await services.asOwner().$executeRaw`drop database test_race_of_four with (force)`
})

describe('with migrations of its own', () => {
  let url: string
  let folder: string
  beforeEach(async () => {
    const name = `test_own_${crypto.randomUUID().slice(0, 8)}`
    url = services.ownerUrl.replace(/test_[0-9a-f]+/, name)
    await ensureDatabase(url)
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migrations-'))
    write('20260101000000_first', 'create table "First" ("id" int primary key);')
  })
  afterEach(async () => {
    fs.rmSync(folder, { recursive: true })
    await onServer(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`)
  })
  /** How many rows a statement found or touched, outside of the database in question. */
  const onServer = async (statement: string) => {
    const client = new pg.Client({ connectionString: services.ownerUrl })
    await client.connect()
    return client
      .query(statement)
      .then(({ rowCount }) => rowCount)
      .finally(() => client.end())
  }
  const write = (name: string, sql: string) => {
    fs.mkdirSync(path.join(folder, name), { recursive: true })
    fs.writeFileSync(path.join(folder, name, 'migration.sql'), sql)
  }
  const schema = (models: string) => [
    { path: 'schema.prisma', content: `datasource db {\n provider = "postgresql"\n}\n${models}` },
  ]

  test('what the schema has more is written as a migration, after which nothing differs', async () => {
    const wanted = schema('model First {\n id Int @id\n name String?\n}')
    const at = new Date('2026-02-03T04:05:06Z')
    const created = await createMigration(url, 'names', at, wanted, folder)
    expect(created).toBe(path.join(folder, '20260203040506_names'))
    expect(fs.readFileSync(path.join(created as string, 'migration.sql'), 'utf8')).toContain('ADD COLUMN     "name"')
    expect(await migrationDifference(url, wanted, folder)).toBeNull()
    expect(await createMigration(url, 'again', at, wanted, folder)).toBeNull()
    expect(await applyMigrations(url, { folder })).toEqual(['20260101000000_first', '20260203040506_names'])
    expect(await applyMigrations(url, { folder })).toEqual([])
  })

  test('one that breaks leaves nothing of itself, stops every start, and is applied once it was mended', async () => {
    write('20260102000000_second', 'create table "Second" ("id" int primary key); select 1 / 0;')
    await expect(applyMigrations(url, { folder })).rejects.toThrow(/20260102000000_second.*division by zero/)
    write('20260102000000_second', 'create table "Second" ("id" int primary key);')
    await expect(applyMigrations(url, { folder })).rejects.toThrow(/20260102000000_second failed earlier.*rolled-back/)

    let said = ''
    const command = (...words: string[]) => migrateCommand({ url, ownerUrl: url }, words, (text) => (said = text))
    expect(await command('rolled-back', 'second')).toBe(1)
    expect(await command('rolled-back', '20260102000000_second')).toBe(0)
    expect(said).toContain('counts as undone')
    expect(await applyMigrations(url, { folder })).toEqual(['20260102000000_second'])
    await expect(command('rolled-back', '20260102000000_second')).rejects.toThrow(/second did not fail/)
  })

  test('a start in the middle of another’s long migration waits for it', async () => {
    write('20260102000000_long', 'select pg_sleep(2); create table "Long" ("id" int primary key);')
    const first = applyMigrations(url, { folder })
    const sleeping = `select 1 from pg_stat_activity where query like '%pg_sleep(2)%' and datname like 'test_own_%'`
    await expect.poll(() => onServer(sleeping), { timeout: 20_000, interval: 50 }).toBe(1)
    expect(await applyMigrations(url, { folder })).toEqual([])
    expect(await first).toEqual(['20260101000000_first', '20260102000000_long'])
  })

  test('a database of a newer version is left alone', async () => {
    write('20260102000000_newer', 'create table "Newer" ("id" int primary key);')
    await applyMigrations(url, { folder })
    fs.rmSync(path.join(folder, '20260102000000_newer'), { recursive: true })
    await expect(applyMigrations(url, { folder })).rejects.toThrow(/Start a newer version/)
  })
})

test('a migration that was changed after it was applied stops the start and is named', async () => {
  await services.asOwner()
    .$executeRaw`update "_prisma_migrations" set checksum = 'another' where migration_name like '%_foundation'`
  await expect(applyMigrations(services.ownerUrl)).rejects.toThrow(/_foundation was changed after it had been applied/)
})

test('a migration that failed half-way stops the start and is named', async () => {
  await services.asOwner()
    .$executeRaw`update "_prisma_migrations" set finished_at = null where migration_name like '%_guards'`
  await expect(applyMigrations(services.ownerUrl)).rejects.toThrow(/_guards failed earlier/)
})

test('the ledger refuses to be changed, emptied or left unbalanced', async () => {
  const { db } = services
  const owner = services.asOwner()
  await expect(owner.$executeRaw`update "LedgerEntry" set "amountPaise" = 1`).rejects.toThrow(/append-only/)
  await expect(owner.$executeRaw`truncate "LedgerEntry"`).rejects.toThrow(/append-only/)
  const [id, chainId] = [crypto.randomUUID(), '00000000-0000-0000-0000-000000000000']
  const oneSided = db.ledgerTransaction.create({
    data: {
      ...{ chainId, id },
      kind: 'PAYMENT',
      reference: 'one-sided',
      occurredAt: services.now(),
      recordedAt: services.now(),
      entries: { create: [{ position: 1, account: 'SUSPENSE', side: 'CREDIT', amountPaise: 100n }] },
    },
  })
  await expect(oneSided).rejects.toThrow(/out of balance/)
})
