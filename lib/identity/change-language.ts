import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Services } from '#lib/platform/services.ts'
import type { OfferedLocale } from '#lib/units/locale.ts'
import type { ConsumerActor } from './actor.ts'

/** Keeps the language in which a person wants their messages. Saying the same again writes nothing. */
export async function changeLanguage(services: Services, actor: ConsumerActor, language: OfferedLocale): Promise<void> {
  await services.db.$transaction(async (tx) => {
    const { count } = await tx.consumer.updateMany({
      where: { id: actor.consumerId, language: { not: language } },
      data: { language },
    })
    if (count > 0) await recordAudit(tx, actor, 'profile.changed', { at: services.now(), detail: { language } })
  })
}
