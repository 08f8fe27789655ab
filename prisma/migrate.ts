import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { grantPortal } from './grant-portal.ts'
import { addressOf, withEngine } from './schema-engine.ts'

/**
 * Migrations through Prisma's own schema engine, which npm has as WebAssembly: its command line would download a native
 * one. The `_prisma_migrations` table stays what `prisma migrate deploy` expects.
 */
const ROOT = import.meta.dirname
/** One folder a migration, named by time. Tests have theirs elsewhere. */
const MIGRATIONS = path.join(ROOT, 'migrations')
const LOCK = 'provider = "postgresql"\n'
const FILTERS = { externalTables: [], externalEnums: [] }

/** Any number that nobody else locks. The engine's own lock covers applying, not looking at what is there. */
const APPLYING = 4_719_204_117

/**
 * Applies what is missing and returns the names applied. Of processes that do so at once one applies and the others
 * wait: in the middle of it, its work would look like a migration that failed. Where the portal has an account of its own
 * (`account`), that gets its rights. Throws in plain words on a changed or failed migration.
 */
export async function applyMigrations(
  url: string,
  { folder = MIGRATIONS, account }: { folder?: string; account?: string } = {},
): Promise<string[]> {
  const turn = new pg.Client({ connectionString: url })
  await turn.connect()
  try {
    await turn.query('select pg_advisory_lock($1)', [APPLYING])
    const applied = await applyInTurn(url, folder)
    if (account) await grantPortal(turn, account)
    return applied
  } finally {
    // The lock ends with its connection.
    await turn.end()
  }
}

async function applyInTurn(url: string, folder: string): Promise<string[]> {
  return withEngine(url, readSchema(), async (engine) => {
    const migrationsList = readMigrations(folder)
    const found = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: FILTERS,
    })
    if (found.failedMigrationNames.length > 0) {
      throw new Error(
        `Migration ${found.failedMigrationNames.join(', ')} failed earlier. See that nothing of it is left in the ` +
          'database, mend what stopped it, then say `npm run migrate -- rolled-back NAME`: the next start applies it again.',
      )
    }
    if (found.editedMigrationNames.length > 0) {
      throw new Error(
        `Migration ${found.editedMigrationNames.join(', ')} was changed after it had been applied. ` +
          'Bring the file back as it was and put the change into a new migration.',
      )
    }
    if (found.history && found.history.diagnostic !== 'databaseIsBehind') {
      throw new Error(
        'The database has migrations that this version of the portal does not know. Start a newer version.',
      )
    }
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: FILTERS })
    return appliedMigrationNames
  })
}

/** Null when migrations and schema say the same, else the SQL that is between them. Needs the right to create a database. */
export async function migrationDifference(
  url: string,
  schema = readSchema(),
  folder = MIGRATIONS,
): Promise<string | null> {
  return withEngine(url, readSchema(), async (engine) => {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...readMigrations(folder) },
      to: { tag: 'schemaDatamodel', files: schema },
      script: true,
      exitCode: true,
      filters: FILTERS,
    })
    return exitCode === 0 ? null : (stdout ?? 'They differ.')
  })
}

/** Writes a new migration folder for what the schema has and the migrations lack. Null when nothing is lacking. */
export async function createMigration(
  url: string,
  name: string,
  at: Date,
  schema = readSchema(),
  folder = MIGRATIONS,
): Promise<string | null> {
  const sql = await migrationDifference(url, schema, folder)
  if (sql === null) return null
  const created = path.join(folder, `${at.toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`)
  fs.mkdirSync(created, { recursive: true })
  fs.writeFileSync(path.join(created, 'migration.sql'), sql)
  fs.writeFileSync(path.join(folder, 'migration_lock.toml'), LOCK)
  return created
}

/** Marks a failed migration as undone, so that the next start applies it again. Throws when it did not fail. */
export async function markRolledBack(url: string, migrationName: string): Promise<void> {
  await withEngine(url, readSchema(), async (engine) => {
    const found = await engine.diagnoseMigrationHistory({
      migrationsList: readMigrations(MIGRATIONS),
      optInToShadowDatabase: false,
      filters: FILTERS,
    })
    if (!found.failedMigrationNames.includes(migrationName)) throw new Error(`Migration ${migrationName} did not fail.`)
    await engine.markMigrationRolledBack({ migrationName })
  })
}

/**
 * Creates the database that the address names when the server does not have it yet. Safe when two do it at once. Where it
 * exists nothing else is asked of the server: an account of a utility's own server may see no other database.
 */
export async function ensureDatabase(url: string): Promise<void> {
  try {
    await onDatabase(url, 'select 1')
    return
  } catch (error) {
    // 3D000: there is no such database.
    if ((error as { code?: string }).code !== '3D000') throw error
  }
  const name = decodeURIComponent(new URL(url).pathname.slice(1))
  try {
    await onDatabase(addressOf(url, 'postgres'), `create database ${pg.escapeIdentifier(name)}`)
  } catch (error) {
    // 42P04 and 23505: another process made it in between.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error
  }
}

async function onDatabase(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The files of the schema, as the engine takes them. */
export function readSchema() {
  const folder = path.join(ROOT, 'schema')
  return fs
    .readdirSync(folder)
    .sort()
    .map((name) => ({
      path: path.join(folder, name),
      content: fs.readFileSync(path.join(folder, name), 'utf8'),
    }))
}

function readMigrations(baseDir: string) {
  const names = fs.existsSync(baseDir)
    ? fs
        .readdirSync(baseDir)
        .filter((name) => /^\d{14}_/.test(name))
        .sort()
    : []
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: LOCK },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: fs.readFileSync(path.join(baseDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  }
}
