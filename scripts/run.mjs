// Runs one of the project's TypeScript programs with the project's own Node: `node scripts/run.mjs [OPTIONS OF NODE] FILE
// ARGUMENTS…`.
import { prepare, runToEnd } from './toolchain.mjs'

runToEnd(await prepare(), process.argv.slice(2))
