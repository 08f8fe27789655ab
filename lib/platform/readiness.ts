import fs from 'node:fs'
import path from 'node:path'
import { isEnding } from './ending.ts'
import type { Services } from './services.ts'
import { within } from './within.ts'

export type Readiness = { ok: true } | { ok: false; reason: 'database' | 'migrations' | 'ending' }

/** Whoever asks, a proxy or Prometheus, waits for a few seconds; a database that hangs is given up much later. */
export const ANSWERS_WITHIN_MS = 4_000

/** Whether requests can be served. Changes nothing and tells no detail that helps a stranger. */
export async function checkReadiness(
  services: () => Services,
  withinMs: number = ANSWERS_WITHIN_MS,
): Promise<Readiness> {
  if (isEnding()) return { ok: false, reason: 'ending' }
  return within<Readiness>(withinMs, askDatabase(services), { ok: false, reason: 'database' })
}

async function askDatabase(services: () => Services): Promise<Readiness> {
  try {
    const { db } = services()
    const applied = await db.$queryRaw<{ name: string }[]>`
      select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null`
    const names = new Set(applied.map(({ name }) => name))
    return knownMigrations().every((name) => names.has(name)) ? { ok: true } : { ok: false, reason: 'migrations' }
  } catch {
    return { ok: false, reason: 'database' }
  }
}

let known: string[] | undefined

function knownMigrations(): string[] {
  known ??= fs.readdirSync(path.join(process.cwd(), 'prisma', 'migrations')).filter((name) => /^\d{14}_/.test(name))
  return known
}
