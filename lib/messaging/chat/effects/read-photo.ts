import { getLinkProgress } from '#lib/linking/get-link-progress.ts'
import { type BillPhotoResult, readBillPhoto } from '#lib/linking/photo/read-bill-photo.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import type { Effect } from '../chat-effects.ts'
import type { Outcome } from '../chat-events.ts'
import { fetchMedia } from '../fetch-media.ts'
import { beginLinking, prove } from './link-effects.ts'
import { type Sender, sourceOf } from './sender.ts'

/**
 * A photo of a bill in the place of what would be typed: it begins the linking and, where it tells meter and amount,
 * proves it as well. What it tells is tried like typed facts and shown to nobody.
 */
export async function readPhotoOfBill(
  services: PaymentServices,
  sender: Sender,
  { mediaId, requestId, goal }: Extract<Effect, { type: 'READ_BILL_PHOTO' }>,
): Promise<Outcome> {
  const progress = requestId ? await getLinkProgress(services, requestId) : null
  const read = await readBillPhoto(services, sourceOf(sender), {
    of: progress?.consumerNo ?? null,
    takePhoto: () => fetchMedia(mediaId),
  })
  if (!read.ok && read.reason === 'closed') return { type: 'PROOF_REFUSED', reason: 'closed', goal }
  if (!read.ok) return { type: 'PHOTO_UNREAD', reason: refusalOf(read) }
  const { consumerNo } = read.facts
  const [meterNo, amount] = [read.facts.meterNo ?? '', read.facts.amount ?? '']
  const begun: Outcome = progress
    ? { type: 'LINK_BEGUN', requestId, goal, meterNo: '', amount: '' }
    : await beginLinking(services, sender, { consumerNo: consumerNo ?? '', goal })
  if (begun.type !== 'LINK_BEGUN') return begun
  if (meterNo && amount)
    return prove(services, sender, {
      type: 'PROVE_BY_BILL',
      requestId: begun.requestId,
      meterNo,
      amount,
      billedOn: '',
      goal,
    })
  if (progress && !meterNo && !amount) return { type: 'PHOTO_UNREAD', reason: 'unreadable' }
  return { ...begun, meterNo, amount }
}

function refusalOf({
  reason,
}: Extract<BillPhotoResult, { ok: false }>): Extract<Outcome, { type: 'PHOTO_UNREAD' }>['reason'] {
  if (reason === 'too-dark') return 'dark'
  if (reason === 'infected' || reason === 'not-scanned') return 'not-taken'
  return reason === 'other-bill' || reason === 'too-many' ? reason : 'unreadable'
}
