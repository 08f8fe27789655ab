import { AsyncLocalStorage } from 'node:async_hooks'
import type { IstDay } from '#lib/units/ist.ts'
import type { Db, Tx } from './db.ts'

/** The role that the portal's account takes meanwhile (prisma/row-security.ts); docs/deploy.md has it made. */
export const ASKER = 'portal_asker'

/**
 * For whom the database is asked: a person, a person for one connection alone, or somebody without a login for one; and on
 * which day, since a tenant's link has a last one.
 */
export type Asker = { consumerId?: string; connectionId?: string; day: IstDay }

// Next.js has this module once for pages and once for handlers; the pool, which one of them opens, hears both.
const held = globalThis as typeof globalThis & { portalAsking?: AsyncLocalStorage<Asker | undefined> }
held.portalAsking ??= new AsyncLocalStorage()
const asking = held.portalAsking

/** For whom this is done, by `askedFor`; undefined for nobody in particular. */
export const currentAsker = (): Asker | undefined => asking.getStore()

type TransactionOptions = Parameters<Db['$transaction']>[1]
type Delegate = Record<'findFirst' | 'findFirstOrThrow', (args: unknown) => Promise<unknown>>
const delegateOf = (db: Db, model: string) =>
  (db as unknown as Record<string, Delegate>)[model.charAt(0).toLowerCase() + model.slice(1)] as Delegate

/**
 * What several ask for by a key in the same turn Prisma asks for in one statement, whoever they are; this way each is asked
 * for by itself.
 */
const ONE_BY_KEY: { [operation: string]: 'findFirst' | 'findFirstOrThrow' } = {
  findUnique: 'findFirst',
  findUniqueOrThrow: 'findFirstOrThrow',
}

/** `{ connectionId_id: { connectionId, id } }` as the fields that it is made of, since only `findUnique` knows the former. */
function withoutCompoundKey(where: Record<string, unknown>): Record<string, unknown> {
  const isCompound = ([name]: [string, unknown]) => name.includes('_')
  const parts = Object.entries(where).filter(isCompound)
  const rest = Object.entries(where).filter((entry) => !isCompound(entry))
  return Object.assign(Object.fromEntries(rest), ...parts.map(([, fields]) => fields))
}

/**
 * The same database as that somebody may see it: row-level security shows and takes no other connection's rows, also where a
 * query forgets to ask whose they are (prisma/row-security.ts). `asker` is asked each time, since a day may end meanwhile.
 */
export function askedFor(db: Db, asker: () => Asker): Db {
  const within = <Result>(ask: () => Result) => asking.run(asker(), ask)
  const asked = db.$extends({
    query: {
      // Prisma asks when it is awaited, which has to be within.
      $allOperations: ({ model, operation, args, query }) =>
        within(async () => {
          const alone = ONE_BY_KEY[operation]
          if (!model || !alone) return await query(args)
          return await delegateOf(db, model)[alone]({ ...args, where: withoutCompoundKey(args.where) })
        }),
    },
    client: {
      // Its connection is told as it is taken. What is set going within may outlast it, and is nobody's in particular.
      $transaction: <Result>(work: (tx: Tx) => Promise<Result>, options?: TransactionOptions) =>
        within(() => db.$transaction((tx) => asking.run(undefined, () => work(tx)), options)),
    },
  })
  wholes.set(asked, db)
  return asked as unknown as Db
}

const wholes = new WeakMap<object, Db>()

/** The database that is asked, whoever asks: by it is kept what is everybody's. */
export const wholeOf = (db: Db): Db => wholes.get(db) ?? db
