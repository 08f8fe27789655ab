import { closeSync, fsyncSync, mkdirSync, openSync, readSync, statSync, writeSync } from 'node:fs'
import path from 'node:path'
import { env } from '#lib/platform/env.ts'

/** What the demo's gateway keeps for itself, a JSON line each: the independent witness of what was captured. */
export type DemoLogLine =
  | { kind: 'qr'; qrId: string; reference: string; amountPaise: string; closesAt: string; at: string }
  | DemoPaymentLine
  | { kind: 'refund'; refundId: string; paymentId: string; amountPaise: string; receipt: string; at: string }
  /** What the portal's webhook has to be told, in the exact bytes that are signed. */
  | { kind: 'event'; eventId: string; body: string }
  | { kind: 'answered'; eventId: string; status: number }

export type DemoPaymentLine = {
  kind: 'captured' | 'authorized' | 'failed'
  paymentId: string
  reference: string
  amountPaise: string
  at: string
  /** The bank's reference. */
  utr?: string
}

export const demoLogFile = (): string => path.join(env().dataDir, 'demo-gateway.jsonl')

/** Adds lines, all or none, that survive a power cut before anybody is told of them. */
export function appendToDemoLog(...lines: DemoLogLine[]): void {
  const file = demoLogFile()
  mkdirSync(path.dirname(file), { recursive: true })
  const handle = openSync(file, 'a', 0o600)
  try {
    writeSync(handle, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** All lines; none when nothing was ever paid. A last line cut off by a crash was told to nobody and is left out. */
export function readDemoLog(file = demoLogFile()): DemoLogLine[] {
  return readDemoLogFrom(0, file).lines
}

/** The whole lines from a byte on, and the byte after the last of them. */
export function readDemoLogFrom(start: number, file = demoLogFile()): { lines: DemoLogLine[]; end: number } {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size <= start) return { lines: [], end: start }
  const bytes = Buffer.alloc(size - start)
  const handle = openSync(file, 'r')
  try {
    readSync(handle, bytes, 0, bytes.length, start)
  } finally {
    closeSync(handle)
  }
  const whole = bytes.lastIndexOf('\n') + 1
  const lines = bytes.subarray(0, whole).toString('utf8').split('\n').slice(0, -1)
  return { lines: lines.map((line) => JSON.parse(line) as DemoLogLine), end: start + whole }
}
