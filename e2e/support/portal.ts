import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import { demoDataDir, newDataDir } from './data-dir.ts'
import { noSettings, ROOT, runProgram } from './run-program.ts'
import { untilSaid } from './until-said.ts'

/** What `npm start` says once its pages answer. */
const READY = 'Ready after'
/** Tests and benchmarks ask with one login as no person does; whoever is about the limit sets it. */
const AS_MANY_AS_ASKED = '1000000'
/** A code made in one half minute is typed in the next where a machine is slow, and where its clock runs. */
const TAKES_NEXT_CODES = '1'

/** A portal of its own: data folder, port and clock, started as `npm start` does. */
export type Portal = {
  url: string
  dataDir: string
  /** Runs one of the portal's commands against its data. Returns exit code and all output. */
  command: (entry: string, ...args: string[]) => Promise<{ code: number; output: string }>
  /** The messages that a mobile received, newest first. */
  messages: (mobile: string) => Promise<{ channel: string; text: string; at: string; document: string | null }[]>
  pid: number
  /** What it has written to the terminal so far. */
  output: () => string
  /** Its exit code, once it has ended. */
  exited: Promise<number>
  stop: (signal?: NodeJS.Signals) => Promise<void>
}

type Options = {
  clock?: string
  dataDir?: string
  port?: number
  /** What is undefined is not in the environment at all. */
  env?: Record<string, string | undefined>
  /** Another account to run as, when we are root. */
  account?: { uid?: number; gid?: number }
  /** The folder of a copy of the project, with a build of its own. */
  root?: string
}

export async function startPortal(options: Options = {}): Promise<Portal> {
  const dataDir = options.dataDir ?? (await ownDataDir(options))
  const port = options.port ?? (await freePort())
  const url = `http://localhost:${port}`
  const own = {
    ...{ PORT: String(port), PORTAL_DATA_DIR: dataDir, PORTAL_URL: url },
    ...{ PAGES_A_MINUTE: AS_MANY_AS_ASKED, AUTHENTICATOR_STEPS_OFF: TAKES_NEXT_CODES },
  }
  const env = { ...process.env, ...noSettings(), ...own, ...options.env }
  if (options.clock) Object.assign(env, { PORTAL_CLOCK: options.clock })
  const child = spawnStart(env, options.account, options.root)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  const exited = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)))
  await untilSaid(child, READY)

  return {
    url,
    dataDir,
    pid: child.pid as number,
    output: () => output,
    exited,
    command: (entry, ...args) => runProgram(env, entry, args, options.root),
    messages: async (mobile) => (await fetch(`${url}/demo/messages.json?to=${mobile}`)).json(),
    stop: async (signal = 'SIGTERM') => {
      await ended(child, signal)
      if (!options.dataDir) fs.rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A portal with a database elsewhere, or of today, loads the demo by itself. */
async function ownDataDir({ clock, env }: Options): Promise<string> {
  return clock && !env?.DATABASE_URL ? demoDataDir(clock) : newDataDir()
}

/** A start that is expected to fail, with nothing set but what is given: its exit code and what it says. */
export async function failingStart(
  env: Record<string, string>,
  root = ROOT,
): Promise<{ code: number; output: string }> {
  const child = spawnStart({ ...process.env, ...noSettings(), ...env }, {}, root)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  const code = await new Promise<number>((resolve) => child.once('close', (exit) => resolve(exit ?? -1)))
  return { code, output }
}

export const spawnStart = (env: NodeJS.ProcessEnv, account: Options['account'] = {}, root = ROOT): ChildProcess =>
  spawn(process.execPath, ['scripts/start.mjs'], { ...account, cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
