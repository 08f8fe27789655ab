import type { Services } from '#lib/platform/services.ts'
import type { ConsumerActor } from './actor.ts'

/** A person has gone through the guide of the first visit, or skips it: it is never shown again. The first time counts. */
export async function leaveGuide({ db, now }: Services, { consumerId }: ConsumerActor): Promise<void> {
  await db.consumer.updateMany({ where: { id: consumerId, guidedAt: null }, data: { guidedAt: now() } })
}
