import { scanFile } from '#lib/files/scan-file.ts'
import type { AnonymousActor } from '#lib/identity/actor.ts'
import { readLoginName } from '#lib/identity/login-name.ts'
import { HOUR_SECONDS } from '#lib/identity/otp-policy.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import { MOST_PHOTO_BYTES, PHOTOS_PER_SOURCE_AND_HOUR } from '../link-policy.ts'
import { linksByOldBill } from '../old-bill.ts'
import type { PhotoFacts } from './photo-facts.ts'
import { type PhotoResult, readPhoto } from './read-photo.ts'

export type BillPhotoResult =
  | { ok: true; facts: PhotoFacts }
  | Extract<PhotoResult, { ok: false }>
  | { ok: false; reason: 'missing' | 'too-big' | 'too-many' | 'other-bill' | 'closed' | 'infected' | 'not-scanned' }

/**
 * Reads a photo of a bill to fill the form of linking. It proves nothing and nobody is asked about what it says, so that
 * it tells nothing of any consumer number. `takePhoto` is called only once the source may still send one. `of` is the
 * consumer number that a linking has begun with; null before that. Where no old bill links a number, a photo tells that
 * number and no more, and none is read after it.
 */
export async function readBillPhoto(
  services: Pick<Services, 'db' | 'now'>,
  actor: AnonymousActor,
  { takePhoto, of }: { takePhoto: () => Promise<Buffer | 'TOO_BIG' | null>; of: string | null },
): Promise<BillPhotoResult> {
  const takesFacts = linksByOldBill()
  if (of !== null && !takesFacts) return { ok: false, reason: 'closed' }
  const limit = { limit: PHOTOS_PER_SOURCE_AND_HOUR, windowSeconds: HOUR_SECONDS }
  if (!(await takeFromLimit(services, { key: limitKey('bill photos from', actor.source), ...limit })).ok)
    return { ok: false, reason: 'too-many' }
  const photo = await takePhoto()
  if (photo === null) return { ok: false, reason: 'missing' }
  if (photo === 'TOO_BIG' || photo.length > MOST_PHOTO_BYTES) return { ok: false, reason: 'too-big' }
  const scan = await scanFile(services, actor, photo)
  if (scan !== 'CLEAN') return { ok: false, reason: scan === 'INFECTED' ? 'infected' : 'not-scanned' }
  const read = await readPhoto(photo)
  if (!read.ok) return read
  const { consumerNo } = read.facts
  if (of !== null) return consumerNo === null || consumerNo === of ? read : { ok: false, reason: 'other-bill' }
  if (!isConsumerNo(consumerNo)) return { ok: false, reason: 'unreadable' }
  return takesFacts ? read : { ok: true, facts: { ...read.facts, meterNo: null, amount: null } }
}

function isConsumerNo(text: string | null): boolean {
  const read = readLoginName(text ?? '')
  return read.ok && read.name.kind === 'consumerNo'
}
