// `npm run test:cluster`: two portals behind nginx and PgBouncer, from Debian's packages in a temporary folder. Apart from
// `npm test`, because those packages are not within everybody's reach.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { prepare, ROOT, runToEnd } from './toolchain.mjs'

const node = await prepare()
const { status } = spawnSync(node, ['scripts/run.mjs', 'scripts/build-now.ts'], { cwd: ROOT, stdio: 'inherit' })
if (status !== 0) process.exit(1)
const playwright = path.join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js')
runToEnd(node, [playwright, 'test', '--config', 'e2e/cluster', ...process.argv.slice(2)])
