// `npm run test:stryker [-- part or file …]`: changes one operator, condition or text after the other in the files of
// `stryker-parts.json` and counts which changes a test notices. One file at a time, at the lowest priority. Stryker comes from
// a lock file of its own (`bench/stryker`), since nobody else needs it.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { temporaryFolder } from './temporary-folder.mjs'
import { prepare, ROOT } from './toolchain.mjs'

const AIM_PERCENT = 85
const wanted = process.argv.slice(2)
const parts = JSON.parse(fs.readFileSync(path.join(ROOT, 'scripts', 'stryker-parts.json'), 'utf8'))
const chosen = parts.filter(({ part, file }) => wanted.length === 0 || wanted.includes(part) || wanted.includes(file))
const node = await prepare()
const tool = path.join(ROOT, 'bench', 'stryker')
const core = path.join(tool, 'node_modules', '@stryker-mutator', 'core')
if (!fs.existsSync(core)) {
  console.log('· Installing Stryker (about a minute)')
  // Its runner takes the project's own vitest, which stands above it.
  const args = ['ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund']
  execFileSync('npm', args, { cwd: tool, stdio: 'inherit' })
}

const folder = temporaryFolder()
const rows = chosen.map((one) => ({ ...one, counts: measure(one) }))
for (const { part, file, counts } of rows) console.log(`${part.padEnd(9)}${file.padEnd(40)}${told(counts)}`)
const all = rows.map(({ counts }) => counts ?? { noticed: 0, missed: 0 })
const sum = {
  noticed: all.reduce((of, one) => of + one.noticed, 0),
  missed: all.reduce((of, one) => of + one.missed, 0),
}
console.log(`${''.padEnd(9)}${'together'.padEnd(40)}${told(sum)}`)
process.exitCode = rows.length > 0 && rows.every(({ counts }) => counts && percent(counts) >= AIM_PERCENT) ? 0 : 1

/** How many changes of a file a test noticed, a run without end among them, and how many none did; null where it failed. */
function measure({ file, tests }) {
  const report = path.join(folder, `${path.basename(file)}.json`)
  const env = {
    ...{ ...process.env, STRYKER_TESTS: tests.join(' '), STRYKER_REPORT: report },
    TMPDIR: folder,
    STRYKER_FOLDER: path.join(folder, 'sandbox'),
  }
  const args = [path.join(core, 'bin', 'stryker.js'), 'run', 'bench/stryker/stryker.config.mjs', '--mutate', file]
  spawnSync('nice', ['-n', '19', node, ...args], { cwd: ROOT, env, stdio: 'inherit' })
  if (!fs.existsSync(report)) return null
  const { mutants } = Object.values(JSON.parse(fs.readFileSync(report, 'utf8')).files)[0]
  const count = (...states) => mutants.filter(({ status }) => states.includes(status)).length
  return { noticed: count('Killed', 'Timeout'), missed: count('Survived', 'NoCoverage') }
}

function percent({ noticed, missed }) {
  return (100 * noticed) / Math.max(1, noticed + missed)
}

function told(counts) {
  if (!counts) return 'not measured'
  return `${percent(counts).toFixed(1).padStart(5)} %  ${counts.noticed} of ${counts.noticed + counts.missed} changes noticed`
}
