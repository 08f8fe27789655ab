import os from 'node:os'
import path from 'node:path'

/** What is looked for in an error, wherever it comes from. */
type Found = {
  name?: unknown
  code?: unknown
  syscall?: unknown
  constraint?: unknown
  stack?: unknown
  message?: unknown
  cause?: unknown
  errors?: unknown
  /** Of Prisma's errors: the adapter's own, whose cause is PostgreSQL's. */
  meta?: { driverAdapterError?: unknown } | null
  originalCode?: unknown
  kind?: unknown
}

const CLASS = /^[A-Z][A-Za-z]{0,60}(Error|Exception)$/
/** Of PostgreSQL (23505) and Prisma (P2002). */
const STATE = /^(?=.*\d)[0-9A-Z]{5}$/
/** Of Node, undici and OpenSSL, such as ERR_STREAM_PREMATURE_CLOSE. */
const LONG_CODE = /^[A-Z]+(_[A-Z0-9]+)+$/
const KIND = /^[A-Z][A-Za-z]{2,40}$/
const IDENTIFIER = /^\w{1,63}$/
/** A cause of a cause of a cause is enough. */
const DEEPEST = 4

/**
 * What an operator is told of an error: its class, codes and broken constraint, and the same of its causes. Never its
 * words: a database, a parser or a provider repeats in them what somebody had typed. `errorFrames` says where it was.
 */
export function errorFacts(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null) return `thrown ${typeof error}`
  const found = error as Found
  const facts = [
    // The adapter's cause is no error, but an object that says which kind it is of.
    ...(error instanceof Error || !found.kind ? [matching(CLASS, found.name) ?? 'Error'] : []),
    ...[
      matching(KIND, found.kind),
      code(found.code),
      code(found.originalCode),
      matching(/^[a-z]{2,20}$/, found.syscall),
    ],
    constraint(found.constraint),
  ].filter((fact) => fact !== null)
  const causes = depth < DEEPEST ? causesOf(found).map((cause) => errorFacts(cause, depth + 1)) : []
  return [facts.join(' '), ...causes].join(' < ')
}

const matching = (pattern: RegExp, text: unknown): string | null =>
  typeof text === 'string' && pattern.test(text) ? text : null

const code = (text: unknown): string | null =>
  typeof text === 'string' && (STATE.test(text) || LONG_CODE.test(text) || text in os.constants.errno) ? text : null

/** PostgreSQL's name of it, or what the adapter read of it: an index, or the columns that it is over. */
function constraint(found: unknown): string | null {
  if (typeof found !== 'object' || found === null) return matching(IDENTIFIER, found)
  const { index, fields } = found as { index?: unknown; fields?: unknown }
  if (!Array.isArray(fields)) return matching(IDENTIFIER, index)
  return fields.map((field) => matching(IDENTIFIER, String(field).replaceAll('"', '')) ?? '?').join(',')
}

const causesOf = ({ meta, cause, errors }: Found): unknown[] =>
  [meta?.driverAdapterError, cause, ...(Array.isArray(errors) ? errors.slice(0, DEEPEST) : [])].filter(
    (one) => one !== undefined && one !== null,
  )

const FRAME = /^ {4}at (?:[^()]* \()?(?:file:\/\/)?(.+:\d+:\d+)\)?$/
const PLACE = /^[\w./@+~()[\]:-]+$/
const ROOT = `${process.cwd()}${path.sep}`

/** Where an error was thrown, innermost first: files of the portal, of its packages and of Node, each with line and column. */
export function errorFrames(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const stack = String(error.stack ?? '')
  // A message of several lines may look like frames.
  const after = error.message === '' ? 0 : stack.indexOf(error.message) + error.message.length
  const frames = stack
    .slice(stack.includes(error.message) ? after : 0)
    .split('\n')
    .flatMap((line) => FRAME.exec(line)?.[1] ?? [])
    .filter((place) => PLACE.test(place) && (place.startsWith(ROOT) || place.startsWith('node:')))
    .map((place) => place.replace(ROOT, ''))
  return frames.length > 0 ? frames : errorFrames(error.cause)
}
