import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { datedIn, daysOld, LEAST_DAYS, packageDates } from './package-dates.ts'

/**
 * `node scripts/run.mjs scripts/package-dates-command.ts [REASON]`: asks the registry when the versions came out that the
 * lock file has and docs/security/package-dates.json has not, and writes them there. One that is younger than a week is
 * written with the reason alone, such as the advisory that it mends; without one it has to wait. Exit code 1 then.
 */
const ROOT = path.dirname(import.meta.dirname)
const FILE = path.join(ROOT, 'docs', 'security', 'package-dates.json')
const why = process.argv.slice(2).join(' ')

const { '': _, ...locked } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')).packages
const dates = packageDates.parse(JSON.parse(fs.readFileSync(FILE, 'utf8')))
const seen = new Date().toISOString().slice(0, 10)
const rows = datedIn(locked).map((name) => [name, dates[name] ?? lookUp(name)] as const)
const known = Object.fromEntries(rows.filter(([, row]) => row))
fs.writeFileSync(FILE, JSON.stringify(known))
spawnSync(path.join(ROOT, 'node_modules', '.bin', 'biome'), ['format', '--write', FILE], { cwd: ROOT })
process.exitCode = rows.every(([, row]) => row) ? 0 : 1

function lookUp(name: string) {
  const version = name.slice(name.lastIndexOf('@') + 1)
  const { stdout } = spawnSync('npm', ['view', name, 'time', '--json'], { encoding: 'utf8' })
  const published: string | undefined = stdout ? JSON.parse(stdout)[version]?.slice(0, 10) : undefined
  if (!published) return refuse(`${name}: the registry does not say when it came out.`)
  const row = { published, seen }
  if (daysOld(row) >= LEAST_DAYS) return row
  return why
    ? { ...row, why }
    : refuse(`${name} came out on ${published} and waits until it is ${LEAST_DAYS} days old.`)
}

function refuse(reason: string): null {
  process.stderr.write(`${reason}\n`)
  return null
}
