import { oneLine } from '#lib/platform/errors.ts'
import { buildIfStale } from './build.ts'

await buildIfStale((text) => process.stdout.write(`· ${text}\n`)).catch((error: Error) => {
  process.stderr.write(`${oneLine(error)}\n`)
  process.exitCode = 1
})
