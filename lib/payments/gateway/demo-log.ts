import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { env } from '#lib/platform/env.ts'

/** What the demo's gateway keeps for itself, a JSON line each: the independent witness of what was captured. */
export type DemoLogLine =
  | { kind: 'captured'; paymentId: string; reference: string; amountPaise: string; at: string }
  /** What the portal's webhook has to be told, in the exact bytes that are signed. */
  | { kind: 'event'; eventId: string; body: string }
  | { kind: 'answered'; eventId: string; status: number }

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
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as DemoLogLine)
}
