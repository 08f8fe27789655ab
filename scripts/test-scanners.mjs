// `npm run test:scanners`: sqlmap and wapiti against a portal of its own on this machine, within about 20 minutes, and a table
// of what they found (docs/security.md). Both come from the system: `apt-get install sqlmap wapiti`.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { prepare, ROOT } from './toolchain.mjs'

const missing = ['sqlmap', 'wapiti'].filter((tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error)
if (missing.length > 0) {
  console.error(`Not installed: ${missing.join(' and ')}. Debian has both: apt-get install sqlmap wapiti`)
  process.exit(1)
}
const node = await prepare()
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
const run = (script, ...args) =>
  spawnSync(node, ['--disable-warning=ExperimentalWarning', path.join(ROOT, 'scripts', script), ...args], {
    ...{ cwd: ROOT, env, stdio: 'inherit' },
  }).status === 0
process.exitCode = run('build-now.ts') && run('scanners/scan.ts', ...process.argv.slice(2)) ? 0 : 1
