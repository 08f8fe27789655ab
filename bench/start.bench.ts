import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { copyTracked } from '#e2e/support/copy-tracked.ts'
import { freePort } from '#e2e/support/portal.ts'
import { noSettings } from '#e2e/support/run-program.ts'
import { printTable } from './table.ts'

/** Long enough for a slow machine, short enough that a start that hangs is noticed. */
const FIRST_WITHIN_MS = 900_000
const LATER_WITHIN_MS = 180_000

/**
 * Seconds from `npm start` to the first answer that says ready: in a copy of the project's tracked files with nothing
 * installed, built or loaded, and once more in the same copy. npm's cache of downloads is the machine's own, or an empty
 * one with `BENCH_COLD=1`.
 */
export async function run(): Promise<Record<string, unknown>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-start-'))
  fs.chmodSync(folder, 0o755)
  try {
    copyTracked(folder)
    const isCold = process.env.BENCH_COLD === '1'
    const cache: Record<string, string> = isCold ? { npm_config_cache: path.join(folder, '.npm-cache') } : {}
    const first = await timeStart(folder, cache, FIRST_WITHIN_MS)
    const later = await timeStart(folder, cache, LATER_WITHIN_MS)
    const rows = [
      ['first, with install, build, database and demo', first.seconds.toFixed(0), first.endedIn.toFixed(1)],
      ['later', later.seconds.toFixed(0), later.endedIn.toFixed(1)],
    ]
    printTable(['npm start', 'ready after s', 'ended after s'], rows)
    return { firstSeconds: first.seconds, laterSeconds: later.seconds, isCold, cores: os.availableParallelism() }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** Starts, waits until it is ready, ends it. Seconds to ready and seconds to the end. */
async function timeStart(
  folder: string,
  more: Record<string, string>,
  withinMs: number,
): Promise<{ seconds: number; endedIn: number }> {
  const port = await freePort()
  const env = {
    ...process.env,
    ...noSettings(),
    ...more,
    PORT: String(port),
    PORTAL_DATA_DIR: path.join(folder, '.data'),
  }
  const startedAt = Date.now()
  // A group of its own, so that nothing is left behind when it does not come up.
  const child = spawn('npm', ['start'], { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  try {
    await untilReady(`http://127.0.0.1:${port}/api/ready`, child, startedAt + withinMs)
    const seconds = (Date.now() - startedAt) / 1_000
    const endedAt = Date.now()
    child.kill('SIGTERM')
    await gone
    return { seconds, endedIn: (Date.now() - endedAt) / 1_000 }
  } catch (error) {
    if (child.exitCode === null) process.kill(-(child.pid as number), 'SIGKILL')
    throw error
  }
}

async function untilReady(address: string, child: ChildProcess, until: number): Promise<void> {
  for (;;) {
    const answer = await fetch(address).catch(() => null)
    if (answer?.ok) return
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}.`)
    if (Date.now() > until) throw new Error('npm start was not ready in time.')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
