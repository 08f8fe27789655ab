import { openEmbeddedDatabase } from '#lib/platform/embedded-database.ts'
import { env } from '#lib/platform/env.ts'
import { oneLine } from '#lib/platform/errors.ts'
import { applyMigrations, createMigration, ensureDatabase, markRolledBack, migrationDifference } from './migrate.ts'

/** `npm run migrate -- create NAME | apply | check | rolled-back NAME` */
const USAGE = `Usage: npm run migrate -- create NAME | apply | check | rolled-back NAME

create NAME       writes a migration for what the schema has and the migrations lack; NAME in small letters, digits and _
apply             applies what the database lacks
check             exit code 0 when migrations and schema say the same, 2 and the SQL between them when they do not
rolled-back NAME  says that nothing is left of a migration that failed, so that it is applied again; NAME with its time
`
const NAME_OF: Record<string, RegExp> = { create: /^[a-z][a-z0-9_]*$/, 'rolled-back': /^\d{14}_[a-z0-9_]+$/ }

/** Does what the words say on the database of `url`, and returns the process's exit code. */
export async function migrateCommand(
  url: string,
  [verb = '', name, ...more]: string[],
  write: (text: string) => void,
): Promise<number> {
  const wanted = Object.hasOwn(NAME_OF, verb) ? NAME_OF[verb] : null
  const isUnderstood = wanted ? wanted.test(name ?? '') : ['apply', 'check'].includes(verb) && !name
  if (!isUnderstood || more.length > 0) {
    write(USAGE)
    return 1
  }
  await ensureDatabase(url)
  if (verb === 'apply') {
    const applied = await applyMigrations(url)
    write(applied.length > 0 ? `Applied ${applied.join(', ')}\n` : 'The database lacks nothing.\n')
    return 0
  }
  if (verb === 'create') {
    const folder = await createMigration(url, name as string, new Date())
    write(folder ? `Wrote ${folder}/migration.sql: read it before you commit it.\n` : 'The migrations lack nothing.\n')
    return 0
  }
  if (verb === 'rolled-back') {
    await markRolledBack(url, name as string)
    write(`${name} counts as undone: the next start, or \`apply\`, applies it again.\n`)
    return 0
  }
  const sql = await migrationDifference(url)
  write(sql ?? 'Migrations and schema say the same.\n')
  return sql === null ? 0 : 2
}

if (import.meta.main) {
  let exitCode = 1
  try {
    const settings = env()
    const embedded = settings.databaseUrl ? null : await openEmbeddedDatabase(settings.dataDir)
    const url = settings.databaseUrl ?? (embedded?.url() as string)
    const write = (text: string) => process.stdout.write(text)
    exitCode = await migrateCommand(url, process.argv.slice(2), write).finally(() => embedded?.leave())
  } catch (error) {
    process.stderr.write(`${oneLine(error)}\n`)
  }
  process.exit(exitCode)
}
