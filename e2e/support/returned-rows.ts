import fs from 'node:fs'
import path from 'node:path'
import { PAGES } from '#lib/platform/services.ts'
import { ask } from './books.ts'
import type { Portal } from './portal.ts'

/** What stands before each entry, and in no statement. */
const MARK = '@@|'

const SETTINGS = {
  log_line_prefix: `${MARK}%a|`,
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_format': 'json',
  'auto_explain.log_parameter_max_length': '0',
  // Of a small table it would be right to read all of it; of a large one it never is.
  enable_seqscan: 'off',
}

/**
 * A statement that a page made, how many rows it gave, and how many of each table it took into its hands for that; `isWhole`
 * where no index led to them, so that it went through all.
 */
export type Returned = { statement: string; rows: number; touched: { table: string; rows: number; isWhole: boolean }[] }

/** Has PostgreSQL tell how each statement of a portal's pages went, from now on. */
export async function explainStatements(portal: Portal): Promise<void> {
  for (const [name, value] of Object.entries(SETTINGS))
    await ask(portal.dataDir, `alter system set ${name} = '${value}'`)
  await ask(portal.dataDir, 'select pg_reload_conf()')
  // Who was connected before does not load it.
  const end = 'select pg_terminate_backend("pid") from pg_stat_activity where "application_name" = $1'
  await ask(portal.dataDir, end, [PAGES])
}

/** What pages' statements returned while something was done. */
export async function returnedDuring(portal: Portal, act: () => Promise<void>): Promise<Returned[]> {
  const file = path.join(portal.dataDir, 'postgres.log')
  const from = fs.statSync(file).size
  await act()
  return returnedIn(fs.readFileSync(file).subarray(from).toString())
}

function returnedIn(log: string): Returned[] {
  return log.split(MARK).flatMap((entry) => {
    const [, name, said] = /^([^|]*)\|LOG: {2}duration: [\d.]+ ms {2}plan:\n([\s\S]*)$/.exec(entry) ?? []
    if (name !== PAGES || !said) return []
    const { 'Query Text': statement, Plan: plan } = JSON.parse(said.replaceAll('\n\t', '\n')) as Told
    // For whom a connection is asked it is told as often as people happen to share it (lib/platform/asker-pool.ts).
    if (statement.startsWith('select set_config(')) return []
    return [{ statement: statement.replaceAll(/\s+/g, ' '), rows: plan['Actual Rows'], touched: touchedBy(plan) }]
  })
}

type Told = { 'Query Text': string; Plan: Plan }
type Plan = {
  'Node Type': string
  'Actual Rows': number
  'Actual Loops': number
  'Relation Name'?: string
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}

/** Rows of tables that a plan looked at, also those that it did not want; a part of a table counts as the table. */
function touchedBy(plan: Plan): Returned['touched'] {
  const below = (plan.Plans ?? []).flatMap(touchedBy)
  const table = plan['Relation Name']?.replace(/_(\d{4}_\d{2}|rest)$/, '')
  if (!table || !plan['Node Type'].endsWith('Scan')) return below
  const rows = (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops']
  const isWhole = plan['Node Type'] === 'Seq Scan' && plan['Actual Loops'] > 0
  return [{ table, rows: Math.round(rows), isWhole }, ...below]
}
