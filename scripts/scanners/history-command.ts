import path from 'node:path'
import { secretsInHistory } from './history.ts'

/** What secretlint takes for a secret and is a word that a test made up; by commit and rule. */
const KNOWN: Record<string, string> = {
  '749bca04c102 @secretlint/secretlint-rule-database-connection-string PostgreSQLConnection':
    'what a database behind a foreign certificate must not be told (app/foreign-certificates.test.ts)',
  'b810b0e4b609 @secretlint/secretlint-rule-basicauth BasicAuth': 'an address of a push service that must be refused',
}

/** `npm run test:scanners -- history`: exit 1 where a secret was ever committed, or the history is not whole. */
const { commits, isCut, found } = secretsInHistory(path.dirname(path.dirname(import.meta.dirname)))
const findings = found.map(({ commit, what }) => `${commit.slice(0, 12)} ${what}`)
const unknown = findings.filter((finding) => !KNOWN[finding])
say(`secretlint  ${commits} commits: ${unknown.length === 0 ? 'no secret' : `${unknown.length} found`}`)
for (const finding of findings) say(`       ${finding}${KNOWN[finding] ? ` (${KNOWN[finding]})` : ''}`)
if (isCut) say('       older commits are not here: git fetch --unshallow')
process.exitCode = unknown.length === 0 && !isCut ? 0 : 1

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
