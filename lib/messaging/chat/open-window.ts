import type { Db, Tx } from '#lib/platform/db.ts'
import type { Mobile } from '#lib/units/phone.ts'

/** So long after somebody wrote, WhatsApp lets them be answered freely; later only with an approved text. */
const WINDOW_MS = 24 * 60 * 60_000

/** Whether a number may be written to freely by WhatsApp now. */
export async function isWindowOpen(tx: Db | Tx, mobile: Mobile, at: Date): Promise<boolean> {
  const where = { mobile, lastHeardAt: { gt: new Date(at.getTime() - WINDOW_MS) } }
  return (await tx.whatsAppContact.count({ where })) === 1
}
