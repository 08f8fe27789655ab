import { prepareDatabase } from '#lib/platform/command.ts'
import { type DatabasePlace, placeOf } from '#lib/platform/database-place.ts'
import { openDatabase } from '#lib/platform/db.ts'
import { openEmbeddedDatabase } from '#lib/platform/embedded-database.ts'
import { env } from '#lib/platform/env.ts'
import { oneLine } from '#lib/platform/errors.ts'
import { guardedBy, rowsAreHeld } from '#lib/platform/guarded-by.ts'
import { createMigration, ensureDatabase, markRolledBack, migrationDifference } from './migrate.ts'

/** `npm run migrate -- create NAME | apply | check | rolled-back NAME` */
const USAGE = `Usage: npm run migrate -- create NAME | apply | check | rolled-back NAME

create NAME       writes a migration for what the schema has and the migrations lack; NAME in small letters, digits and _
apply             applies what the database lacks
check             exit code 0 when migrations and schema say the same, 2 and the SQL between them when they do not
rolled-back NAME  says that nothing is left of a migration that failed, so that it is applied again; NAME with its time
`
const BY_TRIGGERS =
  'Only triggers keep the books from being changed: the account in DATABASE_URL owns their tables. ' +
  'With another account in DATABASE_OWNER_URL it has no right to (docs/deploy.md).\n'
const NO_ASKER =
  'Nothing but our queries holds a consumer to what is theirs: the account in DATABASE_URL may not become portal_asker ' +
  '(docs/deploy.md).\n'
const NAME_OF: Record<string, RegExp> = { create: /^[a-z][a-z0-9_]*$/, 'rolled-back': /^\d{14}_[a-z0-9_]+$/ }

/** Does what the words say on a database, and returns the process's exit code. */
export async function migrateCommand(
  place: DatabasePlace,
  [verb = '', name, ...more]: string[],
  write: (text: string) => void,
): Promise<number> {
  const wanted = Object.hasOwn(NAME_OF, verb) ? NAME_OF[verb] : null
  const isUnderstood = wanted ? wanted.test(name ?? '') : ['apply', 'check'].includes(verb) && !name
  if (!isUnderstood || more.length > 0) {
    write(USAGE)
    return 1
  }
  const { ownerUrl: url } = place
  await ensureDatabase(url)
  if (verb === 'apply') {
    const applied = await prepareDatabase(place)
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
  write(sql ?? `Migrations and schema say the same.\n${await guardWords(place.url)}`)
  return sql === null ? 0 : 2
}

/** Says so where only triggers keep the portal's account from changing history, and where no row is held to whoever asks. */
async function guardWords(url: string): Promise<string> {
  const db = openDatabase(url, { connections: 1 })
  try {
    const history = (await guardedBy(db)).includes('role') ? '' : BY_TRIGGERS
    return `${history}${(await rowsAreHeld(db)) ? '' : NO_ASKER}`
  } finally {
    await db.$disconnect()
  }
}

if (import.meta.main) {
  let exitCode = 1
  try {
    const settings = env()
    const embedded = settings.databaseUrl ? null : await openEmbeddedDatabase(settings.dataDir)
    const write = (text: string) => process.stdout.write(text)
    exitCode = await migrateCommand(placeOf(settings, embedded), process.argv.slice(2), write).finally(() =>
      embedded?.leave(),
    )
  } catch (error) {
    process.stderr.write(`${oneLine(error)}\n`)
  }
  process.exit(exitCode)
}
