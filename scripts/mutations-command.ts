import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { MUTATIONS, type Mutation } from './mutations.ts'

/**
 * `npm run test:mutations [-- T7]`: takes one mitigation after the other out of a copy of the project and runs the test
 * that must notice; before that, the same test on the copy as it is. Ends with `N passed, N failed`.
 */
const ROOT = path.dirname(import.meta.dirname)
const LEFT_OUT = new Set(['node_modules', '.git', '.next', '.data', '.busy', 'test-results', 'playwright-report'])
type Outcome = 'green' | 'red' | 'broken' | 'not found'

const wanted = process.argv.slice(2)
const chosen = MUTATIONS.filter(({ threat }) => wanted.length === 0 || wanted.includes(threat))
const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-mutations-'))
process.once('exit', () => fs.rmSync(copy, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

let failed = 0
// The test's database runs as another account when we are root, and must be able to enter.
fs.chmodSync(copy, 0o755)
for (const name of fs.readdirSync(ROOT).filter((one) => !LEFT_OUT.has(one)))
  fs.cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true })
fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'dir')

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
function without({ file, text, by }: Mutation, look: () => Outcome): Outcome {
  const place = path.join(copy, file)
  const source = fs.readFileSync(place, 'utf8')
  fs.writeFileSync(
    place,
    source.replace(text, () => by),
  )
  try {
    return look()
  } finally {
    fs.writeFileSync(place, source)
  }
}

type Report = { testResults: { assertionResults: { fullName: string; status: string; failureMessages: string[] }[] }[] }

/** Red is an assertion of the test itself that fails; whatever else goes wrong is broken and proves nothing. */
function run({ file, title }: Mutation['test']): Outcome {
  const report = path.join(copy, 'report.json')
  fs.rmSync(report, { force: true })
  const vitest = path.join(copy, 'node_modules', 'vitest', 'vitest.mjs')
  const pattern = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const args = [vitest, 'run', file, '-t', pattern, '--reporter=json', `--outputFile.json=${report}`]
  spawnSync(process.execPath, args, { cwd: copy, stdio: 'ignore' })
  if (!fs.existsSync(report)) return 'broken'
  const { testResults } = JSON.parse(fs.readFileSync(report, 'utf8')) as Report
  const ran = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ fullName, status }) => fullName.includes(title) && (status === 'passed' || status === 'failed'))
  if (ran.length === 0) return 'not found'
  const failures = ran.filter(({ status }) => status === 'failed').flatMap(({ failureMessages }) => failureMessages)
  if (failures.length === 0) return 'green'
  return failures.some((words) => /^AssertionError\b/.test(words)) ? 'red' : 'broken'
}
