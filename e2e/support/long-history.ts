import { ask } from './books.ts'

/** Every month of the demo is there again so many times, each two years before the last: as long, and February as long. */
const COPIES = 4
const EARLIER = `make_interval(months => 24 * "k")`

const moved = (id: string) => `md5(t."${id}"::text || "k")::uuid`
const again = (text: string) => `t."${text}" || '-' || "k"`
const before = (at: string, as: 'date' | 'timestamptz') => `(t."${at}" - ${EARLIER})::${as}`

/** By table, the columns that a copy has otherwise. */
const TABLES: Record<string, Record<string, string>> = {
  Bill: {
    ...{ id: moved('id'), billNo: again('billNo'), paymentReference: again('paymentReference') },
    month: `to_char(t."periodTo" - ${EARLIER}, 'YYYY-MM')`,
    ...{ periodFrom: before('periodFrom', 'date'), periodTo: before('periodTo', 'date') },
    ...{ billedOn: before('billedOn', 'date'), dueOn: before('dueOn', 'date') },
  },
  BillLine: { billId: moved('billId') },
  LedgerTransaction: {
    ...{ id: moved('id'), reference: again('reference') },
    ...{ occurredAt: before('occurredAt', 'timestamptz'), recordedAt: before('recordedAt', 'timestamptz') },
  },
  LedgerEntry: { transactionId: moved('transactionId'), billId: moved('billId') },
  Payment: {
    ...{
      id: moved('id'),
      billId: moved('billId'),
      transactionId: moved('transactionId'),
      attemptId: moved('attemptId'),
    },
    ...{ reference: again('reference'), receiptNo: again('receiptNo') },
    ...{ paidAt: before('paidAt', 'timestamptz'), receivedAt: before('receivedAt', 'timestamptz') },
  },
  MeterDay: { onDay: before('onDay', 'date') },
  BlockDay: { onDay: before('onDay', 'date') },
  MeterEvent: { at: before('at', 'timestamptz') },
  PrepaidBalance: { asOf: before('asOf', 'timestamptz') },
  Notification: {
    ...{ id: moved('id'), onceKey: again('onceKey'), createdAt: before('createdAt', 'timestamptz') },
    sequence: 't."sequence" - 1000000 * "k"',
  },
}

/**
 * Gives everybody in a portal a history five times as long: bills and what was booked for them, payments, days, half hours,
 * events, balances and news. What is still owed is owed once.
 */
export async function lengthenHistory(dataDir: string): Promise<void> {
  const copies = Object.entries(TABLES).map(([table, columns]) => {
    const other = Object.entries(columns).map(([column, value]) => `'${column}', ${value}`)
    return `insert into "${table}" select r.* from "${table}" t cross join generate_series(1, ${COPIES}) "k"
      cross join lateral jsonb_populate_record(null::"${table}", to_jsonb(t) || jsonb_build_object(${other})) r
      on conflict do nothing;`
  })
  const long = `interval '20 years'`
  await ask(
    dataDir,
    `set session_replication_role = replica;
     create temp table "old" as select "id" from "Bill";
     ${copies.join('\n')}
     delete from "LedgerEntry" where "billId" in (
       select "billId" from "LedgerEntry" where "account" in ('RECEIVABLE', 'RECEIVABLE_SURCHARGE')
          and "billId" not in (select "id" from "old")
        group by "billId" having sum(case "side" when 'DEBIT' then "amountPaise" else -"amountPaise" end) <> 0);
     update "Connection" set "connectedOn" = "connectedOn" - ${long};
     update "MeterInstallation" i set "fromOn" = "fromOn" - ${long}
      where not exists (select from "MeterInstallation" b where b."connectionId" = i."connectionId" and b."fromOn" < i."fromOn");
     analyze`,
  )
}
