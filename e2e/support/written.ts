import fs from 'node:fs'
import path from 'node:path'
import type { Portal } from './portal.ts'

/** All that a portal has written for its operator so far: to the terminal, and its database into its own log. */
export function written(portal: Portal): string {
  return portal.output() + fs.readFileSync(path.join(portal.dataDir, 'postgres.log'), 'utf8')
}

/** The codes of all messages to a mobile so far. */
export async function codesTo(portal: Portal, mobile: string): Promise<string[]> {
  return (await portal.messages(mobile)).flatMap(({ text }) => /^\d{6}\b/.exec(text)?.[0] ?? [])
}
