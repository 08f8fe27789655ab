import { prepare, runToEnd } from './toolchain.mjs'

runToEnd(prepare(), ['scripts/portal.ts', ...process.argv.slice(2)])
