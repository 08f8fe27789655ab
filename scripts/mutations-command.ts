import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { MUTATIONS, type Mutation } from './mutations.ts'

/**
 * `npm run test:mutations [-- T7 'lock on']`: takes one mitigation after the other out of a copy of the project and runs
 * the test that must notice; before that, the same test on the copy as it is. A word chooses those of a threat, or those
 * in whose description or test it stands. Ends with `N passed, N failed`.
 */
const ROOT = path.dirname(import.meta.dirname)
const LEFT_OUT = new Set(['node_modules', '.git', '.next', '.data', '.busy', 'test-results', 'playwright-report'])
type Outcome = 'green' | 'red' | 'broken' | 'not found'
/** As Vitest and as Playwright begin one; the latter may have a word of the test before it. */
const ASSERTION = /^AssertionError\b|^Error: (?:.*\n+)?expect\(/

const wanted = process.argv.slice(2)
const isWanted = ({ threat, without, test }: Mutation) =>
  wanted.some(
    (word) => word === threat || (!/^T\d+$/.test(word) && `${without} ${test.file} ${test.title}`.includes(word)),
  )
const chosen = MUTATIONS.filter((mutation) => wanted.length === 0 || isWanted(mutation))
const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-mutations-'))
process.once('exit', () => fs.rmSync(copy, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

let failed = 0
// The test's database runs as another account when we are root, and must be able to enter.
fs.chmodSync(copy, 0o755)
for (const name of fs.readdirSync(ROOT).filter((one) => !LEFT_OUT.has(one)))
  fs.cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true })
const modules = [path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules')]
// Links where both lie on one disk, else copies: the bundler follows no link out of the folder.
if (spawnSync('cp', ['-al', ...modules]).status !== 0) spawnSync('cp', ['-aT', ...modules])

const untouched = new Map<string, Outcome>()
for (const mutation of chosen) {
  const name = `${mutation.test.file} ${mutation.test.title}`
  const before = untouched.get(name) ?? run(mutation.test)
  untouched.set(name, before)
  const after = before === 'green' ? without(mutation, () => run(mutation.test)) : 'not run'
  const ok = before === 'green' && after === 'red'
  if (!ok) failed += 1
  const { threat, file } = mutation
  process.stdout.write(
    `${ok ? 'ok    ' : 'FAILED'} ${threat.padEnd(4)} ${before} → ${after}  without ${mutation.without}\n`,
  )
  process.stdout.write(`            ${file}; ${name}\n`)
}
process.stdout.write(`${chosen.length - failed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 && chosen.length > 0 ? 0 : 1

/** What a test says while a mitigation is missing from the copy. */
function without({ also, ...first }: Mutation, look: () => Outcome): Outcome {
  const cuts = [first, ...(also ? [also] : [])].map(({ file, text, by }) => {
    const place = path.join(copy, file)
    const source = fs.readFileSync(place, 'utf8')
    return { place, source, cut: source.replace(text, () => by) }
  })
  for (const { place, cut } of cuts) fs.writeFileSync(place, cut)
  try {
    return look()
  } finally {
    for (const { place, source } of cuts) fs.writeFileSync(place, source)
  }
}

/** Red is an assertion of the test itself that fails; whatever else goes wrong is broken and proves nothing. */
function run(test: Mutation['test']): Outcome {
  const report = path.join(copy, 'report.json')
  fs.rmSync(report, { force: true })
  const ran = test.file.startsWith('e2e/') ? inBrowser(test, report) : inVitest(test, report)
  if (ran === null) return 'broken'
  if (ran.length === 0) return 'not found'
  const failures = ran.flatMap(({ failed }) => failed)
  if (failures.length === 0) return 'green'
  return failures.some((words) => ASSERTION.test(words)) ? 'red' : 'broken'
}

/** What went wrong in each test that ran; null where no report was written. */
type Ran = { failed: string[] }[] | null

type OfVitest = {
  testResults: { assertionResults: { fullName: string; status: string; failureMessages: string[] }[] }[]
}

function inVitest({ file, title }: Mutation['test'], report: string): Ran {
  const vitest = path.join(copy, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', file, '-t', patternOf(title), '--reporter=json', `--outputFile.json=${report}`]
  spawnSync(process.execPath, args, { cwd: copy, stdio: 'ignore' })
  if (!fs.existsSync(report)) return null
  const { testResults } = JSON.parse(fs.readFileSync(report, 'utf8')) as OfVitest
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ fullName, status }) => fullName.includes(title) && (status === 'passed' || status === 'failed'))
    .map(({ status, failureMessages }) => ({ failed: status === 'failed' ? failureMessages : [] }))
}

type Suite = {
  specs: { title: string; tests: { results: { status: string; errors: { message?: string }[] }[] }[] }[]
  suites?: Suite[]
}

/** Builds the copy as it stands, and ends at the first test that fails. */
function inBrowser({ file, title }: Mutation['test'], report: string): Ran {
  const built = spawnSync(process.execPath, ['scripts/run.mjs', 'scripts/build-now.ts'], { cwd: copy, stdio: 'ignore' })
  if (built.status !== 0) return null
  const playwright = path.join(copy, 'node_modules', '@playwright', 'test', 'cli.js')
  const args = [playwright, 'test', file, '-g', patternOf(title), '-x', '--workers=1', '--reporter=json']
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
  spawnSync(process.execPath, args, { cwd: copy, stdio: 'ignore', env })
  if (!fs.existsSync(report)) return null
  const specsOf = ({ specs, suites = [] }: Suite): Suite['specs'] => [...specs, ...suites.flatMap(specsOf)]
  const { suites } = JSON.parse(fs.readFileSync(report, 'utf8')) as { suites: Suite[] }
  return suites
    .flatMap(specsOf)
    .filter((spec) => spec.title.includes(title))
    .flatMap(({ tests }) => tests.flatMap(({ results }) => results))
    .filter(({ status }) => status !== 'skipped')
    .map(({ status, errors }) => ({
      failed: status === 'passed' ? [] : errors.map(({ message = '' }) => stripVTControlCharacters(message)),
    }))
}

function patternOf(title: string): string {
  return title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
