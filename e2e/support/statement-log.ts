import fs from 'node:fs'
import path from 'node:path'
import { PAGES } from '#lib/platform/services.ts'
import { ask } from './books.ts'
import type { Portal } from './portal.ts'

/** What stands before each entry, and in no statement. */
const MARK = '@@|'

/** Has PostgreSQL write every statement of a portal into its log, without what was asked for, from now on. */
export async function logStatements(portal: Portal): Promise<void> {
  const settings = { log_line_prefix: `${MARK}%a|`, log_statement: 'all', log_parameter_max_length: 0 }
  for (const [name, value] of Object.entries(settings))
    await ask(portal.dataDir, `alter system set ${name} = '${value}'`)
  await ask(portal.dataDir, 'select pg_reload_conf()')
  // Each process of the server reads the settings before its next statement; the log shows when the first one has.
  await ask(portal.dataDir, 'select pg_sleep(0.2)')
}

/** Each different statement that pages and handlers make while something is done; nothing is logged any more afterwards. */
export async function statementsDuring(portal: Portal, act: () => Promise<void>): Promise<string[]> {
  const from = logOf(portal).length
  await logStatements(portal)
  await act()
  await ask(portal.dataDir, 'alter system reset all')
  await ask(portal.dataDir, 'select pg_reload_conf()')
  return statementsIn(logOf(portal).slice(from))
}

/** Each different statement that pages and handlers have made since. */
export const loggedStatements = (portal: Portal): string[] => statementsIn(logOf(portal))

const logOf = (portal: Portal): string => fs.readFileSync(path.join(portal.dataDir, 'postgres.log'), 'utf8')

function statementsIn(log: string): string[] {
  const said = log.split(MARK).flatMap((entry) => {
    const [, name, text] = /^([^|]*)\|LOG: {2}(?:execute [^:]*|statement): ([\s\S]*)$/.exec(entry) ?? []
    return name === PAGES && text ? [text.replaceAll('\n\t', '\n').trim()] : []
  })
  return [...new Set(said)]
}
