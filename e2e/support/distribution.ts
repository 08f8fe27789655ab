import fs from 'node:fs'
import path from 'node:path'
import { parse } from 'libpg-query'
import { ROOT } from './run-program.ts'
import { field, lastName, listOf, nodesOf } from './sql-tree.ts'

/** By which column each cut table is cut, and the first of those that it lies together with. */
export type Cuts = ReadonlyMap<string, { column: string; lies: string }>

/**
 * Columns by which prisma/distribute.sql has a directory say where a row lies: a statement that names one table and holds
 * such a column is the look-up that the directory answers.
 */
export const DIRECTORIES: Readonly<Record<string, string>> = {
  Connection: 'consumerNo',
  Consumer: 'mobile',
  MobileLink: 'consumerId',
  LinkInvitation: 'mobile',
  PayLink: 'code',
}

/** What prisma/distribute.sql calls `create_distributed_table` for. */
export async function cutsOfSchema(): Promise<Cuts> {
  const tree = await parse(fs.readFileSync(path.join(ROOT, 'prisma/distribute.sql'), 'utf8'))
  const cuts = new Map<string, { column: string; lies: string }>()
  for (const call of nodesOf(tree, 'FuncCall')) {
    if (lastName(field(call, 'funcname')) !== 'create_distributed_table') continue
    const [table, column, beside] = listOf(call, 'args').flatMap((one) =>
      nodesOf(one, 'sval').map(({ sval }) => String(sval).replaceAll('"', '')),
    )
    if (!table || !column || !beside) throw new Error(`No table, column and neighbour: ${JSON.stringify(call)}`)
    cuts.set(table, { column, lies: cuts.get(beside)?.lies ?? table })
  }
  return cuts
}
