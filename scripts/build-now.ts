import { oneLine } from '#lib/platform/errors.ts'
import { buildIfStale } from './build.ts'

/** Builds as `npm start` does. Of the settings it needs `BUILD_DEMO` alone: a release is built before it has the others. */
const hasDemo = process.env.BUILD_DEMO !== 'no'
await buildIfStale((text) => process.stdout.write(`· ${text}\n`), { hasDemo }).catch((error: Error) => {
  process.stderr.write(`${oneLine(error)}\n`)
  process.exitCode = 1
})
