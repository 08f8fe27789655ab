import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { noSettings, runProgram } from './run-program.ts'

const MADE_HERE = 'DEMO_DATABASES'

/** Begins a run of the browser tests: a folder for the databases that portals start from. Returns how to remove it. */
export default function setUp(): () => void {
  const folder = newDataDir('demos')
  process.env[MADE_HERE] = folder
  return () => fs.rmSync(folder, { recursive: true, force: true })
}

/** A data folder that the database's account can enter when we are root. */
export function newDataDir(name = 'e2e'): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `bijli-${name}-`))
  fs.chmodSync(folder, 0o755)
  return folder
}

/**
 * A data folder with the demo of an instant loaded. Whoever asks first loads it, the others copy what that made: a run
 * lives through the demo's fourteen months once for each instant. Outside such a run it is empty: the portal loads it.
 */
export async function demoDataDir(clock: string): Promise<string> {
  const dataDir = newDataDir()
  const folder = process.env[MADE_HERE]
  if (!folder) return dataDir
  const made = path.join(folder, clock)
  await madeOnce(made, clock)
  // With all its owners: PostgreSQL refuses a folder of somebody else.
  execFileSync('cp', ['-a', `${made}/.`, dataDir])
  return dataDir
}

async function madeOnce(made: string, clock: string): Promise<void> {
  try {
    fs.mkdirSync(`${made}.taken`)
  } catch {
    return untilThere(made)
  }
  const making = `${made}.making`
  const env = { ...process.env, ...noSettings(), PORTAL_DATA_DIR: making, PORTAL_CLOCK: clock, PORTAL_MODE: 'demo' }
  const { code, output } = await runProgram(env, 'prisma/seed-command.ts')
  if (code !== 0) {
    fs.writeFileSync(`${made}.failed`, output)
    throw new Error(`The demo of ${clock} could not be loaded:\n${output}`)
  }
  fs.renameSync(making, made)
}

/** Another worker makes it, or fails to. */
function untilThere(made: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const hasFailed = fs.existsSync(`${made}.failed`)
      if (!hasFailed && !fs.existsSync(made)) return
      watcher.close()
      if (hasFailed) reject(new Error(`Another worker could not make ${made}.`))
      else resolve()
    }
    const watcher = fs.watch(path.dirname(made), look)
    look()
  })
}
