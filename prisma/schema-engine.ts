import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
} from '@prisma/driver-adapter-utils'
import { SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'

/** PostgreSQL's code for what an account has no right to. */
const MAY_NOT = '42501'
const NO_TRIALS =
  'Migrations are tried in a database that is made for it and dropped: the account in DATABASE_URL needs CREATEDB ' +
  '(alter role NAME createdb). Without DATABASE_URL the embedded PostgreSQL serves.'

/**
 * Runs the engine on a database and cleans up behind it. Databases that the engine asks for to try migrations in are
 * made and dropped here: the adapter's own way opens the real database instead when it was given an address, and its
 * pool dies loudly when the server stops.
 */
export async function withEngine<T>(
  url: string,
  schema: { path: string; content: string }[],
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const pools: pg.Pool[] = []
  const trials: string[] = []
  const open = (address = url) => {
    const pool = new pg.Pool({ connectionString: address, max: 2, Client: CatalogueClient })
    pool.on('error', () => {})
    pools.push(pool)
    return pool
  }
  const main = open()
  let broken: Error | undefined
  let refused: Error | undefined
  const adapterOf = (pool: pg.Pool) =>
    engineAdapter(pool, (error) => {
      broken ??= error
    })
  const adapter = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => adapterOf(main),
    connectToShadowDb: async () => {
      const database = `portal_trial_${crypto.randomUUID().replaceAll('-', '')}`
      await main.query(`create database ${database}`).catch((error: Error & { code?: string }) => {
        refused = error.code === MAY_NOT ? new Error(NO_TRIALS) : error
        throw error
      })
      trials.push(database)
      return adapterOf(open(addressOf(url, database)))
    },
  })
  try {
    const engine = await SchemaEngine.new(
      { datamodels: schema.map((file) => [file.path, file.content]) },
      () => {},
      adapter,
    )
    return await work(engine)
  } catch (error) {
    throw refused ?? new Error(plainWords(error, broken))
  } finally {
    await Promise.all(pools.filter((pool) => pool !== main).map((pool) => pool.end()))
    for (const database of trials) await main.query(`drop database if exists ${database} with (force)`)
    await main.end()
  }
}

/**
 * The engine's errors carry its own stack; the lines that speak to a person are kept. Of a migration that PostgreSQL
 * refused it knows only the name.
 */
function plainWords(error: unknown, broken: Error | undefined): string {
  if (!(error instanceof Error)) return JSON.stringify(error)
  const name = /migration_name="([^"]+)"/.exec(error.message)?.[1]
  if (name && broken) return `Migration ${name} could not be applied: ${broken.message}.`
  const lines = error.message.split('\n').filter((line) => line.trim() && !/^\s*(at |\d+: )/.test(line))
  return lines.join(' ').slice(0, 2_000)
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
async function engineAdapter(pool: pg.Pool, onBroken: (error: Error) => void): Promise<SqlDriverAdapter> {
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
    await pool.query(script).catch((error: Error) => {
      onBroken(error)
      throw error
    })
  }
  return adapter
}

/** The same address for another database of its server. */
export function addressOf(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}
