import { expect } from '../fixtures.ts'
import type { Portal } from './portal.ts'

/** Loads a file by the portal's own command: kind, file, options. All of its rows must be taken. Returns what it said. */
export async function takeIn(portal: Portal, ...args: string[]): Promise<string> {
  const { code, output } = await portal.command('lib/ingest/command.ts', ...args)
  expect(code, output).toBe(0)
  return output
}
