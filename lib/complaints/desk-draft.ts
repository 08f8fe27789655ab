import { z } from 'zod'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { cutTo } from '#lib/units/clean-text.ts'
import { LOCALES } from '#lib/units/locale.ts'
import { MOST_LETTERS } from './complaint-words.ts'
import type { DeskEntry } from './register-at-desk.ts'

const KEPT_MS = 86_400_000

const fields = z.object({
  ...{ consumerNo: z.string(), subdivision: z.string(), mobile: z.string(), language: z.enum(LOCALES) },
  ...{ category: z.string(), since: z.string(), detail: z.string() },
  outcome: z
    .object({
      kind: z.enum(['RESOLVE', 'PROMISE']),
      promisedOn: z.string().nullable(),
      words: z.object({ reply: z.string(), text: z.string() }),
    })
    .nullable(),
})
export type DeskDraft = z.output<typeof fields> & { id: string }

/** Keeps what an officer had typed when something was wrong with it, for a day. It holds numbers, so it is in no address. */
export async function keepDeskDraft({ db, now }: Services, { staffId }: StaffActor, entry: DeskEntry): Promise<void> {
  const { requestKey: id } = entry
  const at = now()
  const cut = (text: string) => cutTo(text, 2 * MOST_LETTERS)
  const data = {
    createdAt: at,
    fields: fields.parse({ ...entry, since: cut(entry.since), detail: cut(entry.detail), mobile: cut(entry.mobile) }),
  }
  await db.$transaction(async (tx) => {
    await tx.deskDraft.createMany({ data: { id, staffId, ...data }, skipDuplicates: true })
    await tx.deskDraft.updateMany({ where: { id, staffId }, data })
    await tx.deskDraft.deleteMany({ where: { createdAt: { lt: new Date(at.getTime() - KEPT_MS) } } })
  })
}

/** An officer's own draft. Null for another's. */
export async function getDeskDraft(
  { db }: Services,
  { staffId }: StaffActor,
  draftId: string,
): Promise<DeskDraft | null> {
  const found = isId(draftId) ? await db.deskDraft.findFirst({ where: { id: draftId, staffId } }) : null
  return found && { id: found.id, ...fields.parse(found.fields) }
}
