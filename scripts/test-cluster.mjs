// `npm run test:cluster`: two portals behind nginx and PgBouncer, from Debian's packages in a temporary folder. Apart from
// `npm test`, because those packages are not within everybody's reach. `--full` restarts the portals ten times, not once.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { prepare, ROOT, runToEnd } from './toolchain.mjs'

const node = await prepare()
const { status } = spawnSync(node, ['scripts/run.mjs', 'scripts/build-now.ts'], { cwd: ROOT, stdio: 'inherit' })
if (status !== 0) process.exit(1)
const playwright = path.join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js')
const given = process.argv.slice(2)
if (given.includes('--full')) process.env.FAULTS = 'all'
runToEnd(node, [playwright, 'test', '--config', 'e2e/cluster', ...given.filter((one) => one !== '--full')])
