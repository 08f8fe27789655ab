import fs from 'node:fs'
import path from 'node:path'
import { isEnding } from './ending.ts'
import type { Services } from './services.ts'

export type Readiness = { ok: true } | { ok: false; reason: 'database' | 'migrations' | 'ending' }

/** Whether requests can be served. Changes nothing and tells no detail that helps a stranger. */
export async function checkReadiness(services: () => Services): Promise<Readiness> {
  if (isEnding()) return { ok: false, reason: 'ending' }
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
