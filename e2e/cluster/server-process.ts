import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'

// PostgreSQL and PgBouncer refuse to run as root; `nobody` exists on every Linux.
const NOBODY = 65_534
export const account = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}

/** A server of the cluster, which ends with this process at the latest. */
export type ServerProcess = {
  start: () => Promise<void>
  stop: (signal?: NodeJS.Signals) => Promise<void>
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

export function serverProcess(given: {
  program: string
  args: readonly string[]
  libraryPath: string
  env?: Record<string, string>
  /** How it is asked to end, with what is under way given up. */
  stopSignal: NodeJS.Signals
  isReady: () => Promise<boolean>
}): ServerProcess {
  const { program, args, libraryPath, env, stopSignal, isReady } = given
  let child: ChildProcess | undefined
  return {
    start: async () => {
      const started = spawn(program, args, {
        ...account,
        env: { ...envOf(libraryPath), ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = started
      running.add(started)
      started.once('exit', () => running.delete(started))
      let said = ''
      const keep = (chunk: Buffer) => {
        said = (said + chunk).slice(-2_000)
      }
      for (const stream of [started.stdout, started.stderr]) stream.on('data', keep)
      const until = Date.now() + 60_000
      while (!(await isReady())) {
        if (started.exitCode !== null || Date.now() > until) throw new Error(`${program} did not start: ${said}`)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    },
    stop: async (signal = stopSignal) => {
      const ending = child
      child = undefined
      if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
      await new Promise((resolve) => {
        ending.once('exit', resolve)
        ending.kill(signal)
      })
    },
  }
}

/** Runs a program of the cluster to its end. Returns what it printed. */
export function runProgram(
  program: string,
  args: readonly string[],
  libraryPath: string,
  env: Record<string, string> = {},
): string {
  return execFileSync(program, args, {
    ...account,
    cwd: '/',
    env: { ...envOf(libraryPath), ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64_000_000,
  })
}

const envOf = (libraryPath: string) => ({ ...process.env, LC_ALL: 'C.UTF-8', LD_LIBRARY_PATH: libraryPath })

/** A file that the servers' account can read, and nobody else. */
export function writeOwned(file: string, text: string): void {
  fs.writeFileSync(file, text, { mode: 0o600 })
  if (account.uid !== undefined) fs.chownSync(file, account.uid, account.gid)
}

/** A folder that the servers' account can write to, and nobody else. */
export function makeOwned(folder: string): string {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (account.uid !== undefined) fs.chownSync(folder, account.uid, account.gid)
  return folder
}

/**
 * A file of docs/deploy with values of this machine in the places of its examples. Each example must stand in it, so
 * that what is documented is what is tested.
 */
export function adapted(text: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((adaptedSoFar, [example, value]) => {
    if (!adaptedSoFar.includes(example)) throw new Error(`The template does not say: ${example}`)
    return adaptedSoFar.replaceAll(example, value)
  }, text)
}

/** Whether somebody accepts connections at a port of this machine. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
