import type { Db } from '#lib/platform/db.ts'

/**
 * So many invented connections, each with its person, who agreed to WhatsApp, and October's bill: as an owner and past
 * the triggers, since only what a campaign reads is wanted here. Every second bill asks for money, the others for none.
 */
export async function billCircle(owner: Db, count: number, at: Date): Promise<void> {
  await owner.$transaction(
    async (tx) => {
      await tx.$executeRaw`set local session_replication_role = replica`
      await tx.$executeRaw`
        create temporary table "Home" on commit drop as
        select n, gen_random_uuid() as "connectionId", gen_random_uuid() as "consumerId", gen_random_uuid() as "billId",
               gen_random_uuid() as "transactionId", (6000000000 + n)::text as "mobile",
               case when n % 2 = 0 then 116560 else 0 end as "due"
          from generate_series(1, ${count}::int) n`
      await tx.$executeRaw`
        insert into "Connection" ("id", "consumerNo", "holderName", "address", "subdivision", "phase", "createdAt", "updatedAt")
        select "connectionId", '77' || lpad(n::text, 8, '0'), 'Bench Person ' || n, 'Plot 0, Bench Colony', 'Bench',
               'SINGLE', ${at}, ${at} from "Home"`
      await tx.$executeRaw`
        insert into "Consumer" ("id", "mobile", "language", "createdAt")
        select "consumerId", "mobile", case when n % 10 = 0 then 'en' else 'hi' end, ${at} from "Home"`
      await tx.$executeRaw`
        insert into "MobileLink" ("id", "consumerId", "connectionId", "proof", "linkedAt")
        select gen_random_uuid(), "consumerId", "connectionId", 'MASTER_RECORD', ${at} from "Home"`
      await tx.$executeRaw`
        insert into "WhatsAppContact" ("mobile", "agreedAt") select "mobile", ${at} from "Home"`
      await tx.$executeRaw`
        insert into "Bill" ("id", "connectionId", "billNo", "month", "periodFrom", "periodTo", "billedOn", "dueOn",
                            "basis", "holderName", "address", "subdivision", "category", "mode", "phase",
                            "sanctionedLoadW", "dailyWh", "energyWh", "currentDemandPaise", "payableByDuePaise",
                            "payableAfterDuePaise", "promptRebatePaise", "digitalRebatePaise", "paymentReference",
                            "issuedAt")
        select "billId", "connectionId", '2610-77' || lpad(n::text, 8, '0'), '2026-10', '2026-10-01', '2026-10-31',
               '2026-11-02', '2026-11-17', 'ACTUAL', 'Bench Person ' || n, 'Plot 0, Bench Colony', 'Bench', 'DS_URBAN',
               'POSTPAID', 'SINGLE', 2000, array_fill((4000 + n % 300 * 20)::bigint, array[31]),
               31 * (4000 + n % 300 * 20), "due", "due", "due", 0, 0, 'BENCH' || n, ${at}
          from "Home"`
      await tx.$executeRaw`
        insert into "LedgerTransaction" ("chainId", "id", "kind", "reference", "connectionId", "occurredAt", "recordedAt")
        select "connectionId", "transactionId", 'BILL_ISSUED', "billId"::text, "connectionId", ${at}, ${at} from "Home" where "due" > 0`
      await tx.$executeRaw`
        insert into "LedgerEntry" ("chainId", "transactionId", "position", "account", "side", "amountPaise", "connectionId",
                                   "billId")
        select "connectionId", "transactionId", 1, 'RECEIVABLE', 'DEBIT', "due", "connectionId", "billId" from "Home" where "due" > 0`
    },
    { timeout: 600_000 },
  )
  await owner.$executeRaw`vacuum analyze`
}
