// `npm test`: everything that CI runs, from a fresh clone; `--quick` (npm run check) leaves out build and browser.
// Ends with one line `N passed, N failed`. Each step that is no test runner counts as one.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { temporaryFolder } from './temporary-folder.mjs'
import { prepare, ROOT, say } from './toolchain.mjs'

const installCommand =
  'apt-get install -y --no-install-recommends chromium-headless-shell fonts-noto-core qpdf poppler-utils zbar-tools libreoffice-calc-nogui postgresql'
const quick = process.argv.includes('--quick')
// Beside what npm installs: both wait for the network, and no step before the tests looks with them.
const toolsInstalled = installTools()
const node = await prepare()
const temporary = temporaryFolder()
const totals = { passed: 0, failed: 0 }
/** What failed, said again at the end: the runners' own words are thousands of lines above. */
const failures = []
const environment = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: '1',
  TMPDIR: temporary,
  // Hundreds of processes begin with the same modules; each after the first finds them compiled.
  NODE_COMPILE_CACHE: path.join(ROOT, 'node_modules', '.cache', 'compiled'),
  PATH: `${path.join(ROOT, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}`,
}

step('Format and lint', bin('@biomejs/biome/bin/biome'), ['ci', '--error-on-warnings', '.'])
step('Secrets', bin('secretlint/bin/secretlint.js'), ['--secretlintignore', '.gitignore', '**/*'])
step('Route types', bin('next/dist/bin/next'), ['typegen'])
step('Types', bin('typescript/bin/tsc'), ['--noEmit', '-p', '.'])
await toolsInstalled
if (missing().length > 0) say(`Missing: ${missing().join(' ')}. An administrator must run: ${installCommand}`)
const tools = { chromium: findChromium(), postgres: findPostgres() }
// On the oldest PostgreSQL that is promised, so that no newer syntax slips in; the browser tests run on the embedded one.
unitTests(`Unit and integration tests (${tools.postgres ?? 'embedded PostgreSQL'})`, tools.postgres)
if (!quick && step('Build', path.join(ROOT, 'scripts', 'build-now.ts'), [])) browserTests()

if (failures.length > 0) say(`Failed:\n  ${failures.join('\n  ')}`)
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed\n`)
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1

function bin(name) {
  return path.join(ROOT, 'node_modules', name)
}

function run(args, extra = {}) {
  const started = Date.now()
  const { status } = spawnSync(node, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...environment, ...extra },
  })
  say(`… ${((Date.now() - started) / 1000).toFixed(0)} s`)
  return status === 0
}

function step(name, program, args) {
  say(name)
  const ok = run([program, ...args])
  totals[ok ? 'passed' : 'failed'] += 1
  if (!ok) failures.push(name)
  return ok
}

function unitTests(name, postgres) {
  say(name)
  const report = path.join(temporary, `${totals.passed}-vitest.json`)
  const ok = run(
    [bin('vitest/vitest.mjs'), 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`],
    postgres ? { TEST_POSTGRES: postgres } : {},
  )
  const counted = readJson(report)
  totals.passed += counted?.numPassedTests ?? 0
  totals.failed += (counted?.numFailedTests ?? 0) + (counted?.numPendingTests ?? 0) + (counted?.numTodoTests ?? 0)
  if (!ok && !counted?.numFailedTests) totals.failed += 1
  for (const { name: file, status, assertionResults } of counted?.testResults ?? []) {
    const failed = assertionResults.filter((test) => test.status !== 'passed')
    if (status === 'failed' && failed.length === 0) failures.push(`${name}: ${path.relative(ROOT, file)}`)
    for (const { fullName } of failed) failures.push(`${name}: ${path.relative(ROOT, file)}: ${fullName}`)
  }
}

function browserTests() {
  if (!tools.chromium) {
    say(`There is no Chromium. An administrator must run: ${installCommand}`)
    failures.push('Browser tests: there is no Chromium')
    totals.failed += 1
    return
  }
  say('Browser tests')
  const report = path.join(temporary, 'playwright.json')
  const ok = run([bin('@playwright/test/cli.js'), 'test'], {
    CHROMIUM_PATH: tools.chromium,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  })
  const { stats: counted, suites = [] } = readJson(report) ?? {}
  totals.passed += counted?.expected ?? 0
  // A skipped test has not been seen to pass, and a flaky one has been seen to fail.
  totals.failed += (counted?.unexpected ?? 0) + (counted?.flaky ?? 0) + (counted?.skipped ?? 0)
  if (!ok && !(counted?.unexpected || counted?.flaky)) totals.failed += 1
  failures.push(...notAsExpected(suites))
}

/** Browser tests that were not seen to pass, in suites within suites. */
function notAsExpected(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status !== 'expected'))
      .map(({ file, line, title }) => `e2e/${file}:${line}: ${title}`),
    ...notAsExpected(inner),
  ])
}

function readJson(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : null
}

/** What tests look with: a browser and its letters, readers of PDF, QR and CSV, an older PostgreSQL. Debian's root installs it. */
async function installTools() {
  if (missing().length === 0 || process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) return
  say(`Installing what the tests look with: ${missing().join(' ')}`)
  // One process for both, since steps that are waited for hold up this one.
  const commands = 'apt-get update -qq >/dev/null; exec apt-get install -y -qq --no-install-recommends "$@" >/dev/null'
  const installing = spawn('/bin/sh', ['-c', commands, 'sh', ...missing()], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  await once(installing, 'exit')
}

function missing() {
  const wanted = {
    qpdf: 'qpdf',
    'poppler-utils': 'pdftotext',
    'zbar-tools': 'zbarimg',
    'libreoffice-calc-nogui': 'soffice',
  }
  const packages = Object.entries(wanted)
    .filter(([, program]) => !inPath(program))
    .map(([name]) => name)
  if (!quick && !findChromium()) packages.push('chromium-headless-shell')
  // Without letters of its own Hindi is drawn as boxes, and what fits says nothing.
  if (!quick && !hasHindiFont()) packages.push('fonts-noto-core')
  if (!findPostgres()) packages.push('postgresql')
  return packages
}

function findChromium() {
  // The shell draws pages alone, without a browser's own window around each.
  const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']
  const candidates = [process.env.CHROMIUM_PATH, ...names.map(inPath)]
  return [...candidates, ...playwrightsOwn()].find((file) => file && fs.existsSync(file))
}

function playwrightsOwn() {
  const cache = path.join(os.homedir(), '.cache', 'ms-playwright')
  if (!fs.existsSync(cache)) return []
  return fs
    .readdirSync(cache)
    .filter((name) => name.startsWith('chromium-'))
    .map((name) => path.join(cache, name, 'chrome-linux', 'chrome'))
}

function hasHindiFont() {
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', path.join(os.homedir(), '.local/share/fonts')]
  return [...folders, '/Library/Fonts', '/System/Library/Fonts']
    .filter((folder) => fs.existsSync(folder))
    .some((folder) => fs.readdirSync(folder, { recursive: true }).some((name) => /devanagari|kohinoor/i.test(name)))
}

/** The oldest installed PostgreSQL from 15 on. */
function findPostgres() {
  const folder = '/usr/lib/postgresql'
  if (!fs.existsSync(folder)) return null
  const versions = fs
    .readdirSync(folder)
    .map(Number)
    .filter((version) => version >= 15 && fs.existsSync(`${folder}/${version}/bin/initdb`))
  return versions.length > 0 ? `${folder}/${Math.min(...versions)}` : null
}

function inPath(program) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, program))
    .find((file) => fs.existsSync(file))
}
