import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type TestMsg91, testMsg91 } from '#lib/messaging/sms/test-msg91.ts'
import { freePort, type Portal, startPortal } from '../support/portal.ts'
import { ROOT } from '../support/run-program.ts'
import { type Programs, unpackPrograms } from './debian-packages.ts'
import { startNginx } from './nginx.ts'
import { PORTAL, type PostgresPair, postgresPair, TABLES_OWNER } from './postgres-pair.ts'
import { adapted, answers, makeOwned, type ServerProcess, serverProcess, writeOwned } from './server-process.ts'

/** Two portals behind nginx, on one PostgreSQL behind PgBouncer that a replica follows; all on loopback. */
export type Cluster = {
  /** What people type: the proxy, with TLS. */
  url: string
  /** The proxy without TLS. */
  plainUrl: string
  portals: [Portal, Portal]
  /** Where each listens. */
  ports: readonly [number, number]
  /** Ends one of the portals and starts it again, as `systemctl restart` does: comes back when it serves. */
  restart: (which: 0 | 1) => Promise<void>
  /** A third portal with the settings of the two, on another database that has their data. Whoever starts it stops it. */
  startOn: (addresses: { DATABASE_URL: string; DATABASE_OWNER_URL: string }) => Promise<Portal>
  postgres: PostgresPair
  pgbouncer: ServerProcess
  /** Which portals have answered through the proxy so far, by their ports, in turn. */
  servedBy: () => number[]
  sms: TestMsg91
  programs: Programs
  folder: string
  remove: () => Promise<void>
}

/** Of a second Monday noon, at which nothing falls due by itself. */
export const CLOCK = '2026-11-23T12:00:00+05:30'
const DRAIN_SECONDS = 8
/** Where the desk answers (desk-device.spec.ts). */
export const DESK_HOST = 'desk.localhost'

export async function buildCluster(say: (text: string) => void): Promise<Cluster> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-cluster-'))
  // As root the servers run as another account, which must be able to enter.
  fs.chmodSync(folder, 0o755)
  const stops: (() => Promise<unknown>)[] = []
  const remove = async () => {
    for (const stop of stops.reverse()) await stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
  try {
    const programs = unpackPrograms(path.join(folder, 'packages'))
    say(programs.versions.join(', '))
    makeOwned(path.join(folder, 'servers'))
    const postgres = await postgresPair(path.join(folder, 'servers'), programs)
    stops.push(postgres.stop)
    const pooled = await startPgbouncer(folder, programs, postgres)
    stops.push(() => pooled.server.stop())
    const sms = await testMsg91()
    stops.push(sms.close)

    const ports: [number, number] = [await freePort(), await freePort()]
    const proxy = await startNginx(path.join(folder, 'servers', 'nginx'), programs, ports)
    stops.push(() => proxy.server.stop())
    const url = `https://localhost:${proxy.port}`
    const start = (which: 0 | 1) =>
      startPortal({
        clock: CLOCK,
        port: ports[which],
        dataDir: dataFolder(folder, which),
        env: {
          ...settings(url, ports, sms),
          DATABASE_URL: postgres.address(PORTAL, pooled.port),
          DATABASE_OWNER_URL: postgres.address(TABLES_OWNER, postgres.primary.port),
          DATABASE_READ_URL: postgres.address(PORTAL, postgres.replica.port),
        },
      })
    const portals: [Portal, Portal] = [await start(0), await start(1)]
    stops.push(() => Promise.all(portals.map((portal) => portal.stop())))
    say(`${url} before ${ports.join(' and ')}`)
    return {
      ...{
        url,
        plainUrl: `http://localhost:${proxy.plainPort}`,
        portals,
        ports,
        postgres,
        pgbouncer: pooled.server,
        sms,
        programs,
        folder,
        remove,
      },
      startOn: async (addresses) => startPortal({ clock: CLOCK, env: { ...settings(url, ports, sms), ...addresses } }),
      restart: async (which) => {
        await portals[which].stop()
        portals[which] = await start(which)
      },
      servedBy: () =>
        [...fs.readFileSync(proxy.log, 'utf8').matchAll(/127\.0\.0\.1:(\d+)$/gm)].map(([, port]) => Number(port)),
    }
  } catch (error) {
    await remove()
    throw error
  }
}

/** A demo's settings, but that its messages go to a stand-in of the provider, and both ask the gateway of the first. */
const settings = (url: string, ports: readonly number[], sms: TestMsg91) => ({
  PORTAL_MODE: 'demo',
  PORTAL_URL: url,
  DESK_HOST,
  HOST: '127.0.0.1',
  AUTH_SECRET: 'only-for-this-cluster-0123456789abcdefgh',
  INGEST_TOKEN: INGEST_TOKEN,
  RAZORPAY_WEBHOOK_SECRET: WEBHOOK_SECRET,
  DATABASE_PREPARED: 'no',
  DRAIN_SECONDS: String(DRAIN_SECONDS),
  RAZORPAY_API_URL: `http://127.0.0.1:${ports[0]}/demo/razorpay/v1`,
  SMS_PROVIDER: 'msg91',
  MSG91_AUTH_KEY: 'key-of-this-test',
  MSG91_API_URL: sms.apiUrl,
  SMS_TEMPLATE_OTP: 'otp-in-hindi',
  SMS_TEMPLATE_OTP_EN: 'otp-in-english',
})
export const INGEST_TOKEN = 'token-of-this-cluster-0123456789'
export const WEBHOOK_SECRET = 'webhooks-of-this-cluster-0123456789'

function dataFolder(folder: string, which: number): string {
  const made = path.join(folder, `portal-${which}`)
  fs.mkdirSync(made, { recursive: true })
  return made
}

async function startPgbouncer(
  folder: string,
  { pgbouncer, libraryPath }: Programs,
  postgres: PostgresPair,
): Promise<{ server: ServerProcess; port: number }> {
  const port = await freePort()
  const users = path.join(folder, 'servers', 'userlist.txt')
  writeOwned(users, `"${PORTAL.user}" "${PORTAL.password}"\n`)
  const config = path.join(folder, 'servers', 'pgbouncer.ini')
  const template = fs.readFileSync(path.join(ROOT, 'docs/deploy/pgbouncer.ini'), 'utf8')
  writeOwned(
    config,
    adapted(template, {
      'port=5432': `port=${postgres.primary.port}`,
      'listen_port = 6432': `listen_port = ${port}`,
      'auth_file = /etc/pgbouncer/userlist.txt': `auth_file = ${users}`,
    }),
  )
  const server = serverProcess({
    program: pgbouncer,
    args: [config],
    libraryPath,
    stopSignal: 'SIGTERM',
    isReady: () => answers(port),
  })
  await server.start()
  return { server, port }
}
