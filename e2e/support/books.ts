import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import type { DemoLogLine } from '#lib/payments/gateway/demo-log.ts'

/** Looks past the portal: at its embedded database, and at the log that the demo's gateway keeps for itself. */

/** The process of the database server; null while there is none. */
export function postmaster(dataDir: string): number | null {
  try {
    return Number(fs.readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]) || null
  } catch (error) {
    // A server that starts takes the file of a dead one away first.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Kills the database server as a power cut would. Returns which process it was. */
export function killPostmaster(dataDir: string): number {
  const pid = postmaster(dataDir)
  if (pid === null) throw new Error('No database server runs.')
  process.kill(pid, 'SIGKILL')
  return pid
}

/** Where the books are: the data folder of an embedded database, or the address of another. */
export type Place = string | { url: string }

export async function ask(place: Place, question: string, values: unknown[] = []) {
  const client = new pg.Client(
    typeof place === 'string'
      ? { host: path.join(place, 'socket'), user: 'postgres', database: 'portal' }
      : { connectionString: place.url },
  )
  await client.connect()
  try {
    return (await client.query(question, values)).rows
  } finally {
    await client.end()
  }
}

/** The amounts that stand in the books under each of the gateway's payment ids. */
export async function bookedPayments(place: Place): Promise<Map<string, number[]>> {
  const rows = await ask(
    place,
    `select p."reference", sum(e."amountPaise")::int as "paise" from "Payment" p
     join "LedgerEntry" e on e."chainId" = p."chainId" and e."transactionId" = p."transactionId" and e."side" = 'DEBIT'
     where p."channel" = 'UPI' group by p."chainId", p."id"`,
  )
  const booked = new Map<string, number[]>()
  for (const { reference, paise } of rows) booked.set(reference, [...(booked.get(reference) ?? []), paise])
  return booked
}

/**
 * What the gateway has captured, by its own log: the amounts under each payment id. A line that was cut off never was, and
 * before the first payment there is no log.
 */
export function capturedPayments(dataDir: string): Map<string, number[]> {
  const captured = new Map<string, number[]>()
  const log = path.join(dataDir, 'demo-gateway.jsonl')
  if (!fs.existsSync(log)) return captured
  const text = fs.readFileSync(log, 'utf8')
  for (const line of text.slice(0, text.lastIndexOf('\n')).split('\n')) {
    const said = JSON.parse(line) as DemoLogLine
    if (said.kind === 'captured')
      captured.set(said.paymentId, [...(captured.get(said.paymentId) ?? []), Number(said.amountPaise)])
  }
  return captured
}

/** What a printed QR is found by: that of the newest bill, or of a consumer's. */
export async function printedReference(place: Place, consumerNo?: string): Promise<string> {
  const [bill] = await ask(
    place,
    `select "paymentReference" from "Bill" b join "Connection" c on c."id" = b."connectionId"
      where $1::text is null or c."consumerNo" = $1 order by "billedOn" desc, b."id" limit 1`,
    [consumerNo ?? null],
  )
  return bill?.paymentReference
}

/** What the newest printed QR says: that takes any number of payments. */
export async function printedQr(place: Place): Promise<string> {
  return `upi://pay?pa=demo%40invalid&pn=Demo&tr=${await printedReference(place)}&am=1.00&cu=INR`
}
