import pg from 'pg'
import { ASKER, type Asker, currentAsker } from './asker.ts'
import { isPassing } from './errors.ts'
import { failureOfRequest } from './request-failure.ts'

/** A connection, and for whom it was told last that it is asked. */
type Told = pg.PoolClient & { processID?: number; portalAsker?: string }
type Asked = Parameters<pg.Pool['query']>
type Taken = (error: Error | undefined, client: pg.PoolClient | undefined, release: pg.PoolClient['release']) => void

/**
 * A pool whose connections know for whom they are asked (`asker.ts`) before anything is asked of them. Those of the server
 * are told when they go from one person to another. Those of a pooler are somebody else's after each transaction, so there
 * each transaction is told, and what is asked by itself has one.
 */
export class AskerPool extends pg.Pool {
  private server: Server | undefined

  // pg's own `query` takes its connections here too.
  override connect(): Promise<pg.PoolClient>
  override connect(taken: Taken): void
  override connect(taken?: Taken): Promise<pg.PoolClient> | undefined {
    const asker = currentAsker()
    this.preferTold(factsOf(asker).join())
    const failure = failureOfRequest()
    // A page that failed is asked for its title once more, to say so: a database that hangs would hold it up twice.
    const told = isPassing(failure)
      ? Promise.reject(failure)
      : super.connect().then((client) => this.tell(client, asker))
    if (!taken) return told
    told.then(
      (client) => taken(undefined, client, client.release),
      (error) => taken(error, undefined, () => undefined),
    )
  }

  override query = ((...asked: Asked) =>
    currentAsker() && this.server?.isPooled !== false
      ? this.askByItself(asked)
      : super.query(...asked)) as pg.Pool['query']

  /** The pool takes the last of those at rest: those that were told the same, then the one that rested longest. */
  private preferTold(wanted: string): void {
    const { _idle: resting } = this as unknown as { _idle: { client: Told }[] }
    const isTold = ({ client }: { client: Told }) => (client.portalAsker ?? NOBODY) === wanted
    const [longest, ...others] = resting.filter((one) => !isTold(one))
    resting.splice(0, resting.length, ...others, ...(longest ? [longest] : []), ...resting.filter(isTold))
  }

  private async askByItself(asked: Asked) {
    const client = await this.connect()
    let failure: Error | undefined
    try {
      if (!this.server?.isPooled) return await client.query(...asked)
      await client.query(BEGIN)
      const answer = await client.query(...asked)
      await client.query('COMMIT')
      return answer
    } catch (error) {
      if (this.server?.isPooled)
        await client.query('ROLLBACK').catch((error) => {
          failure = error
        })
      throw error
    } finally {
      client.release(failure)
    }
  }

  private async tell(client: Told, asker: Asker | undefined): Promise<pg.PoolClient> {
    try {
      if (asker) this.server ??= await lookAt(client)
      if (asker && !this.server?.mayBeAsker) return client
      if (asker && this.server?.isPooled) return toldInTransactions(client, asker)
      const facts = factsOf(asker)
      if ((client.portalAsker ?? NOBODY) !== facts.join()) {
        await client.query(TELLS, facts)
        client.portalAsker = facts.join()
      }
      return client
    } catch (error) {
      client.release(error as Error)
      throw error
    }
  }
}

/** The role whose rows are held (prisma/row-security.ts), and what its policies ask for. */
const NAMES = ['role', 'portal.person', 'portal.connection', 'portal.day'] as const
const TELLS = `select ${NAMES.map((name, at) => `set_config('${name}', $${at + 1}, false)`).join(', ')}`

const factsOf = (asker: Asker | undefined): string[] => [
  asker ? ASKER : 'none',
  asker?.consumerId ?? '',
  asker?.connectionId ?? '',
  asker?.day ?? '',
]
const NOBODY = factsOf(undefined).join()

/** As Prisma's adapter begins a transaction. */
const BEGIN = 'BEGIN'

type Server = {
  /** The account may become the asker, and the tables' owner has given that its rights. */
  mayBeAsker: boolean
  /** A pooler stands between: it hands out numbers of processes that are not the server's. */
  isPooled: boolean
}

async function lookAt(client: Told): Promise<Server> {
  const { rows } = await client.query<{ pid: number; may: boolean }>(
    `select pg_backend_pid() as "pid", exists (select from pg_roles where rolname = '${ASKER}'
       and pg_has_role(oid, 'MEMBER') and has_table_privilege(oid, 'public."Bill"', 'SELECT')) as "may"`,
  )
  const [found] = rows
  return { mayBeAsker: found?.may ?? false, isPooled: found?.pid !== client.processID }
}

/** Until it is given back, the connection says in each transaction's beginning for whom it is. */
function toldInTransactions(client: Told, asker: Asker): pg.PoolClient {
  const [ask, release] = [client.query, client.release]
  // Settings may stand before an isolation level, which has to come before any query.
  const settings = factsOf(asker).map((fact, at) => `SET LOCAL ${NAMES[at]} = ${pg.escapeLiteral(fact)}`)
  const opening = [BEGIN, ...settings].join('; ')
  client.query = ((...asked: Asked) => {
    const first = asked[0] as string | { text: string }
    const isBegin = (typeof first === 'string' ? first : first.text) === BEGIN
    return Reflect.apply(ask, client, isBegin ? [opening] : asked)
  }) as typeof ask
  client.release = (error) => {
    client.query = ask
    release(error)
  }
  return client
}
