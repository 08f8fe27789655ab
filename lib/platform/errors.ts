import { errorFacts } from './error-facts.ts'

/** The constraint or unique index that a statement broke, or null when the error is of another kind. */
export function brokenConstraint(error: unknown): string | null {
  const found = error as {
    code?: string
    meta?: {
      driverAdapterError?: { cause?: { constraint?: { index?: string; fields?: string[] }; originalMessage?: string } }
    }
  }
  if (found?.code !== 'P2002' && found?.code !== 'P2003' && found?.code !== 'P2004') return null
  const cause = found.meta?.driverAdapterError?.cause
  return cause?.constraint?.index ?? cause?.constraint?.fields?.join(',') ?? cause?.originalMessage ?? 'unknown'
}

/** Prisma's own words for: cannot be reached, too slow to answer, closed the connection, no free one, met another. */
const PASSING_CODES = ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037']
/** The same from under a statement that is written in SQL, whose code says only that it failed. */
const PASSING_KINDS = [
  'DatabaseNotReachable',
  'SocketTimeout',
  'ConnectionClosed',
  'TransactionWriteConflict',
  'TooManyConnections',
]
/**
 * PostgreSQL's: broken connection, stopping or starting, no disk, memory or client left, deadlock, a lock or statement that
 * took too long.
 */
const PASSING_STATES = /^(08...|57P0[1-5]|57014|53...|40001|40P01|55P03)$/
const PASSING_WORDS =
  /ECONNREFUSED|ECONNRESET|EPIPE|ENOENT.*PGSQL|not queryable|Can't reach database|Connection terminated|terminating connection|the database system is|server closed the connection|timeout exceeded when trying to connect/i

/** True when a second try may succeed: the database was away, a transaction waited too long or met another. */
export function isPassing(error: unknown): boolean {
  type Cause = { originalCode?: string; kind?: string }
  const found = error as { code?: string; cause?: Cause; meta?: { driverAdapterError?: { cause?: Cause } } } | null
  if (found?.code && (PASSING_CODES.includes(found.code) || PASSING_STATES.test(found.code))) return true
  // Where a transaction could not even begin, the adapter's own error comes as it is.
  const { kind = '', originalCode = '' } = found?.meta?.driverAdapterError?.cause ?? found?.cause ?? {}
  if (PASSING_KINDS.includes(kind) || PASSING_STATES.test(originalCode)) return true
  return PASSING_WORDS.test(error instanceof Error ? error.message : '')
}

/** An error whose message was written for people: it is shown whole, over as many lines as it has. */
export class PlainError extends Error {}

/** PostgreSQL's states of a value that is not as it should be, which its words repeat. */
const VALUE_STATE = /(^| )22[0-9A-Z]{3}( |$)/

/**
 * One line for a terminal: Prisma's own errors print screens of minified source. Its last words, or where they would repeat
 * a value, which may be a person's, its class and codes.
 */
export function oneLine(error: unknown): string {
  if (error instanceof PlainError) return error.message
  const facts = errorFacts(error)
  if (VALUE_STATE.test(facts)) return facts
  const message = error instanceof Error ? error.message : String(error)
  const lines = message
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  return lines.at(-1) ?? 'unknown error'
}
