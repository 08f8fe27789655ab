import { linkHolds } from '#lib/consumers/access.ts'
import type { Tx } from '#lib/platform/db.ts'

/** News of a connection that is for whoever is linked to it. Of a complaint, a payment or a link others are told too. */
const OF_CONNECTION: ReadonlySet<string> = new Set([
  ...['BILL_READY', 'DUE_SOON', 'OVERDUE', 'BALANCE_LOW', 'LIMIT', 'LOAD', 'UNUSUAL'],
  ...['PLANNED_WORK', 'SUPPLY_RESTORED'],
])

/**
 * Which of these messages tell of a connection to which their number is linked no more: the link has ended, or the person
 * has another number, since they were written. A bill's message names its connection by its document, other news by the
 * notice that it was written with; an SMS for a WhatsApp message has that one's.
 */
export async function unlinkedNews(
  tx: Tx,
  at: Date,
  messages: readonly { id: string; kind: string }[],
): Promise<ReadonlySet<string>> {
  const ids = messages.filter(({ kind }) => OF_CONNECTION.has(kind)).map(({ id }) => id)
  if (ids.length === 0) return new Set()
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with news as (
      select m."id", m."toMobile", substring(m."document" from '^/c/([0-9a-f-]{36})/')::uuid as "billOf",
             substring(coalesce(m."onceKey", first."onceKey") from '^notice:(.+)$') as "noticeKey"
        from "Message" m left join "Message" first on first."id" = m."insteadOfId"
       where m."id" = any(${ids}::uuid[])
    )
    select news."id"::text from news
      left join "Notification" n on n."onceKey" = news."noticeKey"
            and n."consumerId" = substring(news."noticeKey" from '([0-9a-f-]{36})$')::uuid
     where coalesce(news."billOf", n."connectionId") is not null
       and not exists (select 1 from "MobileLink" l join "Consumer" p on p."id" = l."consumerId"
                        where l."connectionId" = coalesce(news."billOf", n."connectionId")
                          and p."mobile" = news."toMobile" and ${linkHolds(at)})`
  return new Set(rows.map(({ id }) => id))
}
