import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { startPortal } from '#e2e/support/portal.ts'
import { demoPayment } from '#lib/payments/gateway/demo.ts'
import { paymentEvent } from '#lib/payments/gateway/demo-entities.ts'
import type { DemoLogLine } from '#lib/payments/gateway/demo-log.ts'
import { signBody } from '#lib/payments/gateway/razorpay-webhook.ts'
import { openDatabase } from '#lib/platform/db.ts'
import { openEmbeddedDatabase } from '#lib/platform/embedded-database.ts'
import type { Services } from '#lib/platform/services.ts'
import { type AttemptToPay, openAttempts } from './open-attempts.ts'
import type { Benchmark } from './run.ts'
import { printTable, quantile, rounded } from './table.ts'

const PAYMENTS = 2_000
const COPIES = 5
const CONNECTIONS = 200
const NOW = '2026-11-05T10:00:00+05:30'
const SECRET = 'bench-webhook-secret'
/** Nobody waits longer for the last credit; the aim is a minute. */
const GIVE_UP_MS = 600_000

type Parcel = { eventId: string; body: string }
type Answered = { status: number; milliseconds: number }

/**
 * The storm after an outage of the gateway: every payment's event several times, shuffled, over many connections at
 * once. Each must be answered, and each payment credited once; the gateway's own log and the invariants say whether.
 */
export const run: Benchmark = async () => {
  const portal = await startPortal({ clock: NOW, env: { RAZORPAY_WEBHOOK_SECRET: SECRET } })
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => void portal.stop().then(() => process.exit(130)))
  try {
    const database = await openEmbeddedDatabase(portal.dataDir)
    const db = openDatabase(database.url(), { connections: 4 })
    try {
      say(`Making ${PAYMENTS} homes with a bill and a begun payment`)
      const attempts = await openAttempts({ db, now: () => new Date(NOW) }, PAYMENTS)
      const parcels = capture(portal.dataDir, attempts)
      say(`Sending ${parcels.length} events over ${CONNECTIONS} connections`)
      const before = await db.payment.count()
      const startedAt = performance.now()
      const answered = await sendAll(portal.url, parcels)
      const answeredMs = performance.now() - startedAt
      await untilCredited(db, before + PAYMENTS)
      const creditedMs = performance.now() - startedAt
      const credits = (await db.payment.count()) - before
      const books = await portal.command('lib/payments/verify-ledger-command.ts')
      if (books.code !== 0) throw new Error(`The invariants do not hold.\n${books.output}`)
      return report(answered, { answeredMs, creditedMs, credits })
    } finally {
      await db.$disconnect()
      await database.leave()
    }
  } finally {
    await portal.stop()
  }
}

/** Lets the gateway capture each attempt, in its own log, and returns its events, each several times, shuffled. */
function capture(dataDir: string, attempts: readonly AttemptToPay[]): Parcel[] {
  const lines: DemoLogLine[] = []
  const parcels: Parcel[] = []
  for (const [index, attempt] of attempts.entries()) {
    const line = demoPayment(`pay_bench${index}`, attempt, 'success', new Date(NOW))
    lines.push(line)
    const parcel = { eventId: `evt_bench${index}`, body: JSON.stringify(paymentEvent(line)) }
    for (let copy = 0; copy < COPIES; copy++) parcels.push(parcel)
  }
  const file = path.join(dataDir, 'demo-gateway.jsonl')
  fs.appendFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  return shuffled(parcels)
}

/** In an order that is the same each time. */
function shuffled<T>(things: readonly T[]): T[] {
  const order = [...things]
  let state = 20_261_105
  for (let last = order.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const other = state % (last + 1)
    ;[order[last], order[other]] = [order[other] as T, order[last] as T]
  }
  return order
}

async function sendAll(url: string, parcels: readonly Parcel[]): Promise<Answered[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const waiting = parcels.values()
  const answered: Answered[] = []
  const connection = async () => {
    for (const parcel of waiting) answered.push(await send(agent, url, parcel))
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, connection))
  agent.destroy()
  return answered
}

function send(agent: http.Agent, url: string, { eventId, body }: Parcel): Promise<Answered> {
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const request = http.request(`${url}/api/webhooks/razorpay`, {
      agent,
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        'X-Razorpay-Event-Id': eventId,
        'X-Razorpay-Signature': signBody(Buffer.from(body), SECRET),
      },
    })
    request.on('error', reject)
    request.on('response', (response) => {
      response.resume()
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, milliseconds: performance.now() - startedAt }),
      )
    })
    request.end(body)
  })
}

async function untilCredited(db: Services['db'], wanted: number): Promise<void> {
  const until = performance.now() + GIVE_UP_MS
  while (performance.now() < until) {
    const waiting = await db.gatewayEvent.count({ where: { processedAt: null } })
    if (waiting === 0 && (await db.payment.count()) >= wanted) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function report(
  answered: readonly Answered[],
  { answeredMs, creditedMs, credits }: { answeredMs: number; creditedMs: number; credits: number },
): Record<string, unknown> {
  const times = answered.map(({ milliseconds }) => milliseconds)
  const refused = answered.filter(({ status }) => status < 200 || status > 299).length
  const figures = {
    payments: PAYMENTS,
    copies: COPIES,
    connections: CONNECTIONS,
    credits,
    notTaken: refused,
    p50Ms: rounded(quantile(times, 0.5), 0),
    p99Ms: rounded(quantile(times, 0.99), 0),
    slowestMs: rounded(quantile(times, 1), 0),
    answeredSeconds: rounded(answeredMs / 1_000, 1),
    totalSeconds: rounded(creditedMs / 1_000, 1),
  }
  printTable(
    ['Events', 'not taken', 'credits', 'p50 ms', 'p99 ms', 'slowest ms', 'all answered s', 'all credited s'],
    [
      [answered.length, refused, credits, figures.p50Ms, figures.p99Ms, figures.slowestMs]
        .map(String)
        .concat([String(figures.answeredSeconds), String(figures.totalSeconds)]),
    ],
  )
  if (credits !== PAYMENTS) throw new Error(`${credits} credits for ${PAYMENTS} payments.`)
  return figures
}

function say(text: string): void {
  process.stderr.write(`· ${text}\n`)
}
