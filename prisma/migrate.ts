import fs from 'node:fs'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
} from '@prisma/driver-adapter-utils'
import { SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'

/**
 * Migrations through Prisma's own schema engine, which npm has as WebAssembly: its command line would download a native
 * one. The `_prisma_migrations` table stays what `prisma migrate deploy` expects.
 */
const ROOT = path.join(import.meta.dirname)
const LOCK = 'provider = "postgresql"\n'
const FILTERS = { externalTables: [], externalEnums: [] }

/** Applies what is missing and returns the names applied. Throws in plain words on a changed or failed migration. */
export async function applyMigrations(url: string): Promise<string[]> {
  return withEngine(url, async (engine) => {
    const migrationsList = readMigrations()
    const found = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: FILTERS,
    })
    if (found.failedMigrationNames.length > 0) {
      throw new Error(
        `Migration ${found.failedMigrationNames.join(', ')} failed earlier and left the database half changed. ` +
          'Restore a backup or mend it by hand, then mark it with `prisma migrate resolve`.',
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
export async function migrationDifference(url: string, schema = readSchema()): Promise<string | null> {
  return withEngine(url, async (engine) => {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...readMigrations() },
      to: { tag: 'schemaDatamodel', files: schema },
      script: true,
      exitCode: true,
      filters: FILTERS,
    })
    return exitCode === 0 ? null : (stdout ?? 'They differ.')
  })
}

/** Writes a new migration folder for what the schema has and the migrations lack. Null when nothing is lacking. */
export async function createMigration(url: string, name: string, at: Date): Promise<string | null> {
  const sql = await migrationDifference(url)
  if (sql === null) return null
  const folder = path.join(ROOT, 'migrations', `${at.toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`)
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(path.join(folder, 'migration.sql'), sql)
  fs.writeFileSync(path.join(ROOT, 'migrations', 'migration_lock.toml'), LOCK)
  return folder
}

/** Creates the database that the address names when the server does not have it yet. Safe when two do it at once. */
export async function ensureDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1)
  const server = new URL(url)
  server.pathname = '/postgres'
  const client = new pg.Client({ connectionString: server.href })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (!rowCount) await client.query(`create database ${pg.escapeIdentifier(name)}`)
  } catch (error) {
    // 42P04 and 23505: another process made it in between.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error
  } finally {
    await client.end()
  }
}

/**
 * Runs the engine on a database and cleans up behind it. Databases that the engine asks for to try migrations in are
 * made and dropped here: the adapter's own way opens the real database instead when it was given an address, and its
 * pool dies loudly when the server stops.
 */
async function withEngine<T>(url: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const pools: pg.Pool[] = []
  const trials: string[] = []
  const open = (database?: string) => {
    const pool = new pg.Pool({ ...connectionOf(url), ...(database && { database }), max: 2, Client: CatalogueClient })
    pool.on('error', () => {})
    pools.push(pool)
    return pool
  }
  const main = open()
  const adapter = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => engineAdapter(main),
    connectToShadowDb: async () => {
      const database = `portal_trial_${crypto.randomUUID().replaceAll('-', '')}`
      await main.query(`create database ${database}`)
      trials.push(database)
      return engineAdapter(open(database))
    },
  })
  try {
    const engine = await SchemaEngine.new(
      { datamodels: readSchema().map((file) => [file.path, file.content]) },
      () => {},
      adapter,
    )
    return await work(engine)
  } catch (error) {
    throw new Error(plainWords(error))
  } finally {
    await Promise.all(pools.filter((pool) => pool !== main).map((pool) => pool.end()))
    for (const database of trials) await main.query(`drop database if exists ${database} with (force)`)
    await main.end()
  }
}

/** The engine's errors carry its own stack; the lines that speak to a person are kept. */
function plainWords(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error)
  const lines = error.message.split('\n').filter((line) => line.trim() && !/^\s*(at |\d+: )/.test(line))
  return lines.join(' ').slice(0, 2_000)
}

/** The address in parts, so that another database of the same server can be named: in `pg` a whole address outweighs it. */
function connectionOf(url: string): pg.PoolConfig {
  const address = new URL(url)
  const config: pg.PoolConfig = {
    host: address.searchParams.get('host') ?? address.hostname,
    port: Number(address.port || 5432),
    user: decodeURIComponent(address.username),
    database: decodeURIComponent(address.pathname.slice(1)),
  }
  if (address.password) config.password = decodeURIComponent(address.password)
  const encryption = address.searchParams.get('sslmode')
  if (encryption && encryption !== 'disable') config.ssl = { rejectUnauthorized: encryption !== 'no-verify' }
  return config
}

const CHAR = 18
const MONEY = 790

/**
 * PostgreSQL's catalogue has columns of the one-byte type "char", which the engine wants as a character and which
 * adapter-pg 7.10.0 refuses. They travel through the adapter as money, which no catalogue holds, and are named again
 * behind it. Without this, comparing schemas fails as soon as there is a foreign key.
 */
class CatalogueClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg's overloads cannot be named one by one
  override query(...args: any[]): any {
    const callback = args.at(-1)
    if (typeof callback === 'function') {
      args[args.length - 1] = (error: Error, result: pg.QueryResult) =>
        callback(error, result && withCharsAsMoney(result))
    }
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const answer = (super.query as (...rest: any[]) => any).apply(this, args)
    return answer instanceof Promise ? answer.then(withCharsAsMoney) : answer
  }
}

function withCharsAsMoney(result: pg.QueryResult): pg.QueryResult {
  for (const field of result.fields ?? []) if (field.dataTypeID === CHAR) field.dataTypeID = MONEY
  return result
}

/**
 * The adapter for the engine. Besides naming characters, it runs a migration as one script: the adapter's own way cuts
 * the text at every semicolon, also inside a comment or a function's body.
 */
async function engineAdapter(pool: pg.Pool): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaPg(pool).connect()
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query)
    const columnTypes = result.columnTypes.map((type) =>
      type === ColumnTypeEnum.Numeric ? ColumnTypeEnum.Character : type,
    )
    return { ...result, columnTypes }
  }
  adapter.executeScript = async (script) => {
    await pool.query(script)
  }
  return adapter
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

function readMigrations() {
  const baseDir = path.join(ROOT, 'migrations')
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
