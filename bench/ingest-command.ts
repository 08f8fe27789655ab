import { spawn } from 'node:child_process'
import { memoryOf } from '#e2e/support/processes.ts'
import { noSettings, ROOT } from '#e2e/support/run-program.ts'
import manifest from '../package.json' with { type: 'json' }

const LOOK_EVERY_MS = 250

/** What `npm run ingest` runs, with its options of Node. */
const INGEST = manifest.scripts.ingest.replace(/^exec node /, '').split(' ')

/** Seconds of the command from its start to its end, and the most memory that it held. */
export async function ingest(
  file: string,
  { dataDir, now }: { dataDir: string; now: string },
): Promise<{ seconds: number; memoryMb: number }> {
  const startedAt = performance.now()
  const args = [...INGEST, 'block-reads', file]
  const env = { ...process.env, ...noSettings(), PORTAL_CLOCK: now, PORTAL_DATA_DIR: dataDir }
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] })
  let memoryMb = 0
  const looking = setInterval(() => {
    memoryMb = Math.max(memoryMb, memoryOf(child.pid as number, 'lib/ingest/command.ts', 'VmHWM'))
  }, LOOK_EVERY_MS)
  const code = await new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)))
  clearInterval(looking)
  if (code !== 0) throw new Error(`The command ended with ${code}.`)
  return { seconds: (performance.now() - startedAt) / 1_000, memoryMb: Math.round(memoryMb) }
}
