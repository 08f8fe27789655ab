import { linkHolds } from '#lib/consumers/access.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Mobile } from '#lib/units/phone.ts'

export type DemoPhone = { mobile: Mobile; holderName: string }

/** More would be a directory, not a choice; any other number can be typed. */
const MOST = 12

/** People of the demo whose phones the demo page offers: those whose connections came first, each once. */
export async function listDemoPhones({ db, now }: Services): Promise<DemoPhone[]> {
  return db.$queryRaw<DemoPhone[]>`
    select p."mobile", min(c."holderName") as "holderName"
      from "Consumer" p
      join "MobileLink" l on l."consumerId" = p."id" and ${linkHolds(now())}
      join "Connection" c on c."id" = l."connectionId"
     group by p."mobile"
     order by min(c."createdAt"), p."mobile" limit ${MOST}`
}
