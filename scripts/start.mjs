import { prepare, runToEnd } from './toolchain.mjs'

runToEnd(await prepare(), ['scripts/portal.ts', ...process.argv.slice(2)])
