import fs from 'node:fs'
import path from 'node:path'

/** A benchmark prints its own table and returns the figures for the JSON line. */
export type Benchmark = () => Promise<Record<string, unknown>>

const names = fs
  .readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''))
const name = process.argv[2] ?? ''

if (!names.includes(name)) {
  process.stderr.write(`Usage: npm run bench -- <name>, where <name> is one of: ${names.join(', ')}\n`)
  process.exitCode = 1
} else {
  const { run } = (await import(path.join(import.meta.dirname, `${name}.bench.ts`))) as { run: Benchmark }
  const figures = await run()
  process.stdout.write(`${JSON.stringify({ benchmark: name, node: process.version, ...figures })}\n`)
}
