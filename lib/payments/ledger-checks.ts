import { verifyChain } from '#lib/ledger/verify-chain.ts'
import type { Check } from './verify-ledger.ts'

/** The books themselves: double entry, what bills and payments moved, and that nothing was changed afterwards. */
export const LEDGER_CHECKS: readonly Check[] = [
  {
    id: 'INV1',
    name: 'debits equal credits, in each transaction and overall',
    async find({ db }) {
      const rows = await db.$queryRaw<{ found: string }[]>`
        select "transactionId"::text as "found" from "LedgerEntry" group by "chainId", "transactionId"
        having sum(case "side" when 'DEBIT' then "amountPaise" else -"amountPaise" end) <> 0`
      return rows.map(({ found }) => `transaction ${found}`)
    },
  },
  {
    id: 'INV3',
    name: 'each payment, and each settled one again, stands in exactly one transaction of the ledger, and the other way round',
    async find({ db }) {
      const rows = await db.$queryRaw<{ found: string }[]>`
        select 'payment ' || p."receiptNo" as "found" from "Payment" p
        left join "LedgerTransaction" t on t."kind" = 'PAYMENT' and t."reference" = p."channel"::text || ':' || p."reference" || case when p."share" > 0 then '#' || p."share" else '' end
        where (t."chainId", t."id") is distinct from (p."chainId", p."transactionId")
        union all
        select 'transaction ' || t."id"::text from "LedgerTransaction" t
        left join "Payment" p on p."chainId" = t."chainId" and p."transactionId" = t."id" where t."kind" = 'PAYMENT' and p."id" is null
        union all
        select 'settlement of ' || coalesce(s."entityId", t."reference") from "SettlementLine" s
        full join (select * from "LedgerTransaction" where "kind" = 'SETTLEMENT') t on t."id" = s."transactionId"
        left join lateral (
          select sum(e."amountPaise") filter (where e."account" = 'GATEWAY_CLEARING') as "cleared",
            sum(e."amountPaise") filter (where e."account" in ('GATEWAY_FEES', 'GATEWAY_TAX')) as "kept"
          from "LedgerEntry" e where e."chainId" = t."chainId" and e."transactionId" = t."id"
        ) "booked" on true
        where (s."entityId" is null or t."id" is null) and coalesce(s."bucket", 'MATCHED') = 'MATCHED'
          or s."entityId" <> t."reference" or "booked"."cleared" <> s."amountPaise"
          or coalesce("booked"."kept", 0) <> s."feePaise" and t."id" is not null`
      return rows.map(({ found }) => found)
    },
  },
  {
    id: 'INV5',
    name: 'each bill is booked as its lines say; nothing is settled beyond what is owed; advances are not below zero',
    async find({ db }) {
      const rows = await db.$queryRaw<{ found: string }[]>`
        with "signed" as (
          select e.*, t."kind", t."reference",
            case e."side" when 'DEBIT' then e."amountPaise" else -e."amountPaise" end as "paise"
          from "LedgerEntry" e
          join "LedgerTransaction" t on t."chainId" = e."chainId" and t."id" = e."transactionId"
        ), "line" as (
          select "billId", sum(case when "code" in ('ARREARS', 'ADVANCE')
            then coalesce(("arithmetic"->>'openingPaise')::bigint, 0)
            when "code" = 'DPS' then coalesce(("arithmetic"->>'chargedPaise')::bigint, 0) else "amountPaise" end) as "paise"
          from "BillLine" group by "billId"
        ), "booked" as (
          select "reference", sum("paise") as "paise" from "signed" where "kind" = 'BILL_ISSUED'
            and "account" in ('RECEIVABLE', 'RECEIVABLE_SURCHARGE', 'ADVANCE', 'PREPAID_BALANCE') group by "reference"
        )
        select 'bill ' || b."billNo" as "found" from "Bill" b
        left join "LedgerTransaction" t on t."kind" = 'BILL_ISSUED' and t."reference" = b."billNo"
        left join "booked" on "booked"."reference" = b."billNo" left join "line" on "line"."billId" = b."id"
        where t."id" is null or coalesce("booked"."paise", 0) <> coalesce("line"."paise", 0)
        union all
        select 'overpaid bill ' || "billId"::text from "signed" where "account" in ('RECEIVABLE', 'RECEIVABLE_SURCHARGE')
        group by "billId", "account" having sum("paise") < 0
        union all
        select 'advance of ' || "connectionId"::text from "signed" where "account" = 'ADVANCE'
        group by "connectionId" having sum("paise") > 0
        union all
        select 'entry of another connection in ' || s."transactionId"::text from "signed" s
        join "Bill" b on b."id" = s."billId" where s."connectionId" <> b."connectionId"`
      return rows.map(({ found }) => found)
    },
  },
  {
    id: 'INV10',
    name: 'one receipt a payment, numbers without gaps, amounts as in the ledger',
    async find({ db }) {
      const rows = await db.$queryRaw<{ found: string }[]>`
        select 'payment ' || p."receiptNo" as "found" from "Payment" p
        join "LedgerEntry" e on e."chainId" = p."chainId" and e."transactionId" = p."transactionId" and e."side" = 'DEBIT'
        group by p."chainId", p."id" having sum(e."amountPaise") <> p."amountPaise"
        union all
        select 'receipt ' || coalesce("wanted", "receiptNo") from (
          select 'R' || substr("month", 3, 2) || substr("month", 6) || '-' || lpad(n::text, 6, '0') as "wanted"
          from "ReceiptSeries", generate_series(1, "last") n
        ) w full join "Payment" p on p."receiptNo" = "wanted" where "wanted" is null or p."id" is null`
      return rows.map(({ found }) => found)
    },
  },
  {
    id: 'INV11',
    name: 'history was not changed: every chain of hashes and root is whole, and the guards of each table are on',
    async find({ db }) {
      const rows = await db.$queryRaw<{ found: string }[]>`
        select "wanted" as "found" from unnest(array['LedgerTransaction_stays', 'LedgerEntry_stays', 'LedgerEntry_balances',
          'LedgerTransaction_sealed', 'LedgerSeal_stays', 'LedgerRoot_stays', 'LedgerRootHead_stays', 'Payment_stays', 'PaymentStateChange_stays', 'Bill_stays', 'BillLine_stays', 'Adjustment_stays', 'BilledAdjustment_stays']) "wanted"
        where not exists (select 1 from pg_trigger where tgname = "wanted" and tgenabled in ('O', 'A'))`
      return [...rows.map(({ found }) => `guard ${found}`), ...(await verifyChain(db))]
    },
  },
]
