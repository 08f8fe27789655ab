import { recordAudit } from '#lib/audit/record-audit.ts'
import type { SystemActor } from '#lib/identity/actor.ts'
import { randomToken, tokenHash } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import { INGEST_KINDS, type IngestKind } from '../ingest-file.ts'

/** A system is given its new token by hand; for so long both hold. */
const OLD_TOKEN_MS = 24 * 3_600_000

type Made = { ok: true; token: string }
export type Refused = { ok: false; reason: 'NAME_TAKEN' | 'UNKNOWN_SOURCE' | 'NO_NAME' | 'NO_KINDS' | 'UNKNOWN_KIND' }

/** Lets a system send files of some kinds. Returns its token, which is kept nowhere else. */
export async function addSource(
  { db, now }: Services,
  actor: SystemActor,
  { name, kinds }: { name: string; kinds: readonly string[] },
): Promise<Made | Refused> {
  if (!/^[\w.-]{1,60}$/.test(name)) return { ok: false, reason: 'NO_NAME' }
  if (kinds.length === 0) return { ok: false, reason: 'NO_KINDS' }
  if (!kinds.every((kind) => INGEST_KINDS.includes(kind as IngestKind))) return { ok: false, reason: 'UNKNOWN_KIND' }
  const token = randomToken()
  return db.$transaction(async (tx) => {
    const data = { name, kinds: [...kinds], tokenHash: tokenHash(token), createdAt: now() }
    const { count } = await tx.ingestSource.createMany({ data: [data], skipDuplicates: true })
    if (count === 0) return { ok: false, reason: 'NAME_TAKEN' }
    const detail = { source: name, kinds: kinds.join(' ') }
    await recordAudit(tx, actor, 'ingest-source.added', { at: now(), detail })
    return { ok: true, token }
  })
}

/** Gives a source a new token; the one before holds for a day more, one before that no longer. */
export async function rotateToken({ db, now }: Services, actor: SystemActor, name: string): Promise<Made | Refused> {
  const token = randomToken()
  return db.$transaction(async (tx) => {
    const oldEndsAt = new Date(now().getTime() + OLD_TOKEN_MS)
    const count = await tx.$executeRaw`
      update "IngestSource" set "oldTokenHash" = "tokenHash", "oldEndsAt" = ${oldEndsAt}, "tokenHash" = ${tokenHash(token)}
       where "name" = ${name} and "endedAt" is null`
    if (count === 0) return { ok: false, reason: 'UNKNOWN_SOURCE' }
    await recordAudit(tx, actor, 'ingest-source.rotated', { at: now(), detail: { source: name } })
    return { ok: true, token }
  })
}

/** Ends a source at once, with all its tokens. */
export async function endSource(
  { db, now }: Services,
  actor: SystemActor,
  name: string,
): Promise<{ ok: true } | Refused> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.ingestSource.updateMany({ where: { name, endedAt: null }, data: { endedAt: now() } })
    if (count === 0) return { ok: false, reason: 'UNKNOWN_SOURCE' }
    await recordAudit(tx, actor, 'ingest-source.ended', { at: now(), detail: { source: name } })
    return { ok: true }
  })
}
