import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { applyMigrations, ensureDatabase, migrationDifference, readSchema } from './migrate.ts'
import { migrateCommand } from './migrate-command.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

test('migrations and schema say the same', async () => {
  expect(await migrationDifference(services.url)).toBeNull()
})

test('a database that is up to date gets nothing applied', async () => {
  expect(await applyMigrations(services.url)).toEqual([])
})

test('the command checks, applies, and says how it is used', async () => {
  let said = ''
  const run = (...words: string[]) => migrateCommand(services.url, words, (text) => (said = text))
  expect(await run('check')).toBe(0)
  expect(await run('apply')).toBe(0)
  expect(await run('create', 'nothing_new')).toBe(0)
  expect(said).toBe('The migrations lack nothing.\n')
  for (const words of [[], ['apply', 'now'], ['create'], ['create', '../up'], ['create', 'a', 'b'], ['undo']]) {
    expect(await run(...words)).toBe(1)
    expect(said).toContain('Usage:')
  }
})

test('a column that no migration makes is a difference', async () => {
  const schema = readSchema().map((file) =>
    file.path.endsWith('audit.prisma')
      ? { ...file, content: file.content.replace('model AuditEntry {', 'model AuditEntry {\n  extra String?') }
      : file,
  )
  expect(await migrationDifference(services.url, schema)).toContain('ADD COLUMN     "extra" TEXT')
})

test('four processes that start at once make one database with each migration once', async () => {
  const url = services.url.replace(/test_[0-9a-f]+/, 'test_race_of_four')
  const applied = await Promise.all(
    [1, 2, 3, 4].map(async () => {
      await ensureDatabase(url)
      return applyMigrations(url)
    }),
  )
  expect(applied.flat().length).toBeGreaterThan(0)
  expect(new Set(applied.flat()).size).toBe(applied.flat().length)
  await services.db.$executeRaw`drop database test_race_of_four with (force)`
})

test('a migration that was changed after it was applied stops the start and is named', async () => {
  await services.db
    .$executeRaw`update "_prisma_migrations" set checksum = 'another' where migration_name like '%_foundation'`
  await expect(applyMigrations(services.url)).rejects.toThrow(/_foundation was changed after it had been applied/)
})

test('a migration that failed half-way stops the start and is named', async () => {
  await services.db.$executeRaw`update "_prisma_migrations" set finished_at = null where migration_name like '%_guards'`
  await expect(applyMigrations(services.url)).rejects.toThrow(/_guards failed earlier/)
})

test('the ledger refuses to be changed, emptied or left unbalanced', async () => {
  const { db } = services
  await expect(db.$executeRaw`update "LedgerEntry" set "amountPaise" = 1`).rejects.toThrow(/append-only/)
  await expect(db.$executeRaw`truncate "LedgerEntry"`).rejects.toThrow(/append-only/)
  const id = crypto.randomUUID()
  const oneSided = db.ledgerTransaction.create({
    data: {
      id,
      kind: 'PAYMENT',
      reference: 'one-sided',
      occurredAt: services.now(),
      recordedAt: services.now(),
      entries: { create: [{ position: 1, account: 'SUSPENSE', side: 'CREDIT', amountPaise: 100n }] },
    },
  })
  await expect(oneSided).rejects.toThrow(/out of balance/)
})
