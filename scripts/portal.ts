import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { followDatabase } from '#lib/platform/clock-apart.ts'
import { prepareDatabase } from '#lib/platform/command.ts'
import { demandOwn } from '#lib/platform/credentials.ts'
import { type DatabasePlace, placeOf } from '#lib/platform/database-place.ts'
import { openDatabase } from '#lib/platform/db.ts'
import { type EmbeddedDatabase, openEmbeddedDatabase } from '#lib/platform/embedded-database.ts'
import { type Env, env } from '#lib/platform/env.ts'
import { oneLine, PlainError } from '#lib/platform/errors.ts'
import { keepTo, outboundOf } from '#lib/platform/outbound.ts'
import type { Services } from '#lib/platform/services.ts'
import { superviseDatabase } from '#lib/platform/supervise-database.ts'
import { replayErasures } from '#lib/privacy/replay-erasures.ts'
import { seedDemo } from '#prisma/seed.ts'
import { buildIfStale, isBuiltWithoutDemo } from './build.ts'
import { LONGEST_TURNING_AWAY_MS } from './drain.ts'
import { holdPort } from './hold-port.ts'
import { asksWhetherReady, readOwnTls } from './own-tls.ts'

/** `npm start`: builds, prepares the database, loads the demo, serves, and stays with what it started until the end. */
const ROOT = path.dirname(import.meta.dirname)
const development = process.argv.includes('--dev')
const startedAt = Date.now()

let server: ChildProcess | undefined
let opening: Promise<EmbeddedDatabase> | undefined
let watch: Promise<void> | undefined
const ending = new AbortController()

for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => void end(0))
// The script that started us was killed: nobody is left to stop us.
process.on('disconnect', () => void end(0))

try {
  await start(env())
} catch (error) {
  // What was under way when somebody ended it fails for that reason alone.
  if (!ending.signal.aborted) process.stderr.write(`${oneLine(error)}\n`)
  await end(1)
}

async function start(settings: Env): Promise<void> {
  if (settings.mode === 'live') demandOwn(path.resolve('.env'))
  keepTo(outboundOf(settings))
  // What is wrong with them is said before anything is built.
  readOwnTls(settings)
  const release = await holdPort(settings)
  if (!development) await build(settings)
  const embedded = settings.databaseUrl ? null : await open(settings)
  const place: DatabasePlace = placeOf(settings, embedded)
  const applied = await prepareDatabase(place)
  if (applied.length > 0) say(`Applied ${applied.length} migration${applied.length === 1 ? '' : 's'}`)
  await withDatabase(place.url, settings, eraseAgain)
  if (settings.mode === 'demo') await withDatabase(place.url, settings, loadDemo)
  await release()
  if (ending.signal.aborted) return
  serve(place.url, settings)
  if (embedded) watch = superviseDatabase(embedded, { signal: ending.signal, say })
  await untilReady(settings)
  // The web server died before it served.
  if (ending.signal.aborted) return
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0)
  say(
    `Ready after ${seconds} s: ${settings.portalUrl}${settings.mode === 'demo' ? `  (phone: ${settings.portalUrl}/demo)` : ''}`,
  )
}

/** A build that was made without the demo is not replaced unasked by one that has it. */
async function build({ mode, buildsDemo }: Env): Promise<void> {
  if (!isBuiltWithoutDemo()) return buildIfStale(say, { hasDemo: buildsDemo })
  if (mode === 'demo')
    throw new PlainError(
      'This portal was built without the demo: set PORTAL_MODE=live and what it needs, or remove .next to build it with the demo.',
    )
}

async function open(settings: Env): Promise<EmbeddedDatabase> {
  say('Starting the database')
  opening = openEmbeddedDatabase(settings.dataDir)
  return opening
}

async function withDatabase(url: string, settings: Env, work: (services: Services, settings: Env) => Promise<void>) {
  const db = openDatabase(url, { connections: 4, statementSeconds: 300 })
  try {
    await followDatabase({ db })
    await work({ db, now: settings.clock }, settings)
  } finally {
    await db.$disconnect()
  }
}

/** A backup that was restored brings back whom it knew: nobody is served before they are erased again. */
async function eraseAgain(services: Services, settings: Env): Promise<void> {
  const replayed = await replayErasures(services, settings.erasuresFile)
  if (replayed && replayed.erased > 0) say(`Erased ${replayed.erased} again, whom an older database had brought back`)
  if (replayed && replayed.strange > 0)
    say(`${settings.erasuresFile}: ${replayed.strange} lines that no AUTH_SECRET of ours signed were passed over`)
}

async function loadDemo(services: Services): Promise<void> {
  say('Loading the demo')
  await seedDemo(services)
}

function serve(url: string, settings: Env): void {
  const next = path.join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next')
  server = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      ...['--import', path.join(ROOT, 'scripts', 'exit-with-parent.mjs')],
      ...(development
        ? [next, 'dev', '-p', String(settings.port), '-H', settings.host]
        : [path.join(ROOT, 'scripts', 'serve.ts')]),
    ],
    {
      cwd: ROOT,
      stdio: ['ignore', development ? 'inherit' : 'ignore', 'inherit', 'ipc'],
      env: {
        ...process.env,
        NODE_ENV: development ? 'development' : 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        // Secrets that came as files are read from there again: in the environment they would be for whatever is started.
        ...(settings.databaseUrl ? {} : { DATABASE_URL: url }),
        // The web server has no business with the owner's account. Empty, not absent: a file .env is read again.
        DATABASE_OWNER_URL: '',
        PORTAL_MODE: settings.mode,
        PORTAL_URL: settings.portalUrl,
      },
    },
  )
  server.on('exit', (code, signal) => {
    if (ending.signal.aborted) return
    process.stderr.write(`The web server ended by itself (${code ?? signal}).\n`)
    void end(1)
  })
}

async function untilReady(settings: Env): Promise<void> {
  const own = readOwnTls(settings)
  for (let tries = 0; tries < 240 && !ending.signal.aborted; tries++) {
    if (await asksWhetherReady(settings, own)) return
    await pause(250)
  }
  if (!ending.signal.aborted) throw new Error('The portal did not become ready within a minute.')
}

async function end(code: number): Promise<void> {
  if (ending.signal.aborted) return
  ending.abort()
  await stopServer()
  // A server that is just being started must not be left behind.
  await watch
  const embedded = await opening?.catch(() => undefined)
  await embedded?.leave().catch((error) => process.stderr.write(`${oneLine(error)}\n`))
  process.exit(code)
}

async function stopServer(): Promise<void> {
  const running = server
  if (!running || running.exitCode !== null || running.signalCode !== null) return
  const gone = new Promise((resolve) => running.once('exit', resolve))
  running.kill('SIGTERM')
  // Requests under way get ten seconds; a connection that a browser keeps open must not hold up the end.
  const { drainSeconds } = env()
  const drainMs = drainSeconds > 0 ? drainSeconds * 1_000 + LONGEST_TURNING_AWAY_MS : 0
  const late = setTimeout(() => running.kill('SIGKILL'), 10_000 + drainMs)
  await gone
  clearTimeout(late)
}

function say(text: string): void {
  process.stdout.write(`· ${text}\n`)
}
