// `npm run test:scanners`: secretlint over all that was ever committed, then sqlmap, wapiti and LibreOffice against a portal of
// its own on this machine, within about 20 minutes, and a table of what they found (docs/security.md). All but secretlint come
// from the system: `apt-get install sqlmap wapiti libreoffice-calc`. One of them alone: `-- history`, `-- sqlmap`, `-- wapiti`
// or `-- spreadsheet`.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { prepare, ROOT } from './toolchain.mjs'

/** The tool of each part. */
const TOOLS = { history: 'git', sqlmap: 'sqlmap', wapiti: 'wapiti', spreadsheet: 'soffice' }
const wanted = process.argv[2] in TOOLS ? [TOOLS[process.argv[2]]] : Object.values(TOOLS)
const missing = wanted.filter((tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error)
if (missing.length > 0) {
  console.error(
    `Not installed: ${missing.join(' and ')}. Debian has all: apt-get install sqlmap wapiti libreoffice-calc`,
  )
  process.exit(1)
}
const node = await prepare()
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
const run = (script, ...args) =>
  spawnSync(node, ['--disable-warning=ExperimentalWarning', path.join(ROOT, 'scripts', script), ...args], {
    ...{ cwd: ROOT, env, stdio: 'inherit' },
  }).status === 0
const [part] = process.argv.slice(2)
const isClean = (part !== undefined && part !== 'history') || run('scanners/history-command.ts')
const isSound = part === 'history' || (run('build-now.ts') && run('scanners/scan.ts', ...process.argv.slice(2)))
process.exitCode = isClean && isSound ? 0 : 1
