import { errorFacts, errorFrames } from './error-facts.ts'
import { isPassing } from './errors.ts'
import type { StepLine } from './trace.ts'

/** What can go wrong and is worth a line. */
export type Fault =
  | 'REQUEST'
  /** What nobody caught, and Next.js or Node would have printed by themselves (lib/platform/quiet-console.ts). */
  | 'UNCAUGHT'
  | 'BOOKS_BROKEN'
  /** What is done by the clock; `kind` names it (lib/operations/start-chores.ts). */
  | 'CHORE'
  | 'BILLING_EVENTS'
  | 'MESSAGES'
  | 'DAY_SPENT'
  | 'STAGED_FILES'
  /** One that failed each time lies aside (docs/operations.md); `file` names it. */
  | 'STAGED_FILE_GIVEN_UP'
  | 'VALIDATION'
  | 'PHOTO'
  /** A file was not taken because the scanner did not answer (lib/files/scan-file.ts). */
  | 'SCANNER'
  /** An operator did not say whether a SIM is new; `kind` says what came instead (lib/identity/sim-swap.ts). */
  | 'SIM_SWAP'
  /** X-Forwarded-For came from an address that TRUSTED_PROXIES does not name, and was not believed. */
  | 'UNKNOWN_PROXY'
  /** Somebody within the portal wanted to call a host that no setting names; `kind` says which (lib/platform/outbound.ts). */
  | 'OUTBOUND_REFUSED'
  /** The first of its kind within a minute (lib/platform/refusals.ts); `kind` says why, or names the limit. */
  | 'REFUSED'
  /** Threat T3: too many codes failed over all numbers. */
  | 'CODES_GUESSED'
  /** Threat T4: too many codes by SMS within a minute. */
  | 'CODES_HELD'
  /** Threat T4: of the codes of the last hour too few led to a right answer. */
  | 'CODES_GUESSED_SLOWLY'
  | 'CODES_UNANSWERED'
  /** Threat T4: codes were asked for by too many of a hundred adjacent numbers within an hour. */
  | 'NUMBERS_IN_A_ROW'
  /** Threat T37: the clock of the process and the database's are apart. */
  | 'CLOCK_APART'
  /** Threat T30: an officer looks at many connections within minutes. */
  | 'MANY_LOOKS'

/** All that a line may carry besides time, fault and error. Nothing here is of a person. */
export type LogFields = {
  method?: string
  /** Without its query. What opens something by itself is taken out. */
  path?: string
  /** Which job, kind of file or limit. */
  kind?: string
  channel?: string
  /** A staged file's own name, made up here. */
  file?: string
  invariants?: readonly string[]
  limit?: number
  /** Codes that failed, of how many that were tried. */
  failed?: number
  tried?: number
  /** Codes that were sent, and how many of them were typed right. */
  sent?: number
  right?: number
  /** Seconds by which the clock of the process is ahead of the database's; negative: behind. */
  ahead?: number
}

/** Numbers of mobiles and addresses of mail. */
const PERSONAL = /(?<![\w-])(?:\+?91[- ]?)?[6-9]\d{9}(?![\w-])|[\w.+-]+@[\w-]+\.[\w.-]+/g

/**
 * Writes one line of JSON on standard error (ASVS 16.2.1, 16.2.4): when, what went wrong, where, and of an error its class
 * and codes, but none of its words (threat T28). Where it was thrown comes only with what no second try would mend.
 */
export function logFault(fault: Fault, fields: LogFields = {}, error?: unknown): void {
  const { method, path, kind, channel, file, invariants, limit, failed, tried, sent, right, ahead } = fields
  const line = {
    at: new Date().toISOString(),
    ...{ fault, method, path: path && closed(path), kind, channel, file, invariants, limit },
    ...{ failed, tried, sent, right, ahead },
    error: error === undefined ? undefined : errorFacts(error),
    stack: error === undefined || isPassing(error) ? undefined : errorFrames(error),
  }
  console.error(JSON.stringify(line))
}

/** Writes a step of a trace as one line of JSON on standard output, with its listed fields and nothing else. */
export function logStep({ step, trace, span, parent, at, ms, outcome, channel, kind, event }: StepLine): void {
  console.info(JSON.stringify({ at, step, trace, span, parent, ms, outcome, channel, kind, event }))
}

/** Addresses that show a bill, or what is owed, to whoever has them. Each is followed while the database is away, too. */
const OPENING = /^\/(m|q|check)\/[^/]+/
const closed = (path: string): string => impersonal(path.replace(OPENING, '/$1/[taken out]'))

const impersonal = (text: string): string => text.replace(PERSONAL, '[taken out]')
