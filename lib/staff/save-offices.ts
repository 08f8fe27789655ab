import { recordAudit } from '#lib/audit/record-audit.ts'
import type { SystemActor } from '#lib/identity/actor.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import type { OfficeKind } from '#prisma/generated/client.ts'

/** One line of the utility's list of offices: a sub-division and what it lies in. */
export type OfficePath = { circle: string; division: string; subdivision: string }

/**
 * Makes the tree of offices have these sub-divisions where the list says they lie. A division or sub-division that lies
 * elsewhere by now is moved; what the list does not name stays. Returns how many offices are new or moved.
 */
export async function saveOffices({ db, now }: Services, actor: SystemActor, paths: OfficePath[]): Promise<number> {
  return db.$transaction(async (tx) => {
    let changed = 0
    for (const { circle, division, subdivision } of paths) {
      const above = await office(tx, 'CIRCLE', circle, null)
      const within = await office(tx, 'DIVISION', division, above.id)
      const found = await office(tx, 'SUBDIVISION', subdivision, within.id)
      changed += [above, within, found].filter(({ isChanged }) => isChanged).length
    }
    if (changed > 0) await recordAudit(tx, actor, 'offices.saved', { at: now(), detail: { changed } })
    return changed
  })
}

async function office(tx: Tx, kind: OfficeKind, name: string, parentId: string | null) {
  const known = await tx.office.findUnique({
    where: { kind_name: { kind, name } },
    select: { id: true, parentId: true },
  })
  if (known?.parentId === parentId) return { id: known.id, isChanged: false }
  const where = { kind_name: { kind, name } }
  const { id } = await tx.office.upsert({
    where,
    create: { kind, name, parentId },
    update: { parentId },
    select: { id: true },
  })
  return { id, isChanged: true }
}
