import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { shortCode } from '#lib/platform/short-code.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { cleanText } from '#lib/units/clean-text.ts'

/** NO_NAME: it needs one in both languages, not too long for a poster. NOT_YOURS: a sub-division of another office. */
export type PlaceRefusal = 'NO_NAME' | 'NOT_YOURS'
export type MadePlace = { ok: true } | { ok: false; reason: PlaceRefusal }

/** A line of the poster. */
export const LONGEST_NAME = 60
/** Short enough to be typed from a poster; who guesses one raises a count. */
export const PLACE_CODE_LETTERS = 6

/**
 * Makes a place for pamphlets with a code of its own. The id is the caller's: sent twice, it is one. Null for an officer
 * without leave, and where the id is somebody else's.
 */
export async function makePlace(
  services: Services,
  actor: StaffActor,
  { id, subdivision, ...names }: { id: string; nameHi: string; nameEn: string; subdivision: string },
): Promise<MadePlace | null> {
  if (!(await authorise(services, actor, 'pamphlet.make')) || !isId(id)) return null
  const [nameHi, nameEn] = [cleanText(names.nameHi), cleanText(names.nameEn)]
  if ([nameHi, nameEn].some((name) => name === '' || name.length > LONGEST_NAME))
    return { ok: false, reason: 'NO_NAME' }
  if (!actor.subdivisions.includes(subdivision)) return { ok: false, reason: 'NOT_YOURS' }
  const at = services.now()
  return services.db.$transaction(async (tx): Promise<MadePlace | null> => {
    const { count } = await tx.pamphletPlace.createMany({
      data: {
        ...{ id, code: shortCode(PLACE_CODE_LETTERS), nameHi, nameEn, subdivision },
        ...{ madeBy: actor.staffId, madeAt: at },
      },
      skipDuplicates: true,
    })
    if (count === 1) await recordAudit(tx, actor, 'pamphlet.place-made', { at, detail: { place: id } })
    const known = await tx.pamphletPlace.findUnique({ where: { id }, select: { madeBy: true } })
    return known?.madeBy === actor.staffId ? { ok: true } : null
  })
}
