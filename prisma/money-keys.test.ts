import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyChain } from '#lib/ledger/verify-chain.ts'
import { openDatabase } from '#lib/platform/db.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { applyMigrations, ensureDatabase } from './migrate.ts'

const MIGRATIONS = path.join(import.meta.dirname, 'migrations')
const FIRST_OF_KEYS = '20261127071259_bill_keys'
const NOBODY = '00000000-0000-0000-0000-000000000000'
/** Ids that say what they are of. */
const id = (kind: string, n: number) => `${kind.repeat(8)}-0000-4000-8000-${n.toString().padStart(12, '0')}`
const [home, other] = [id('a', 1), id('a', 2)]

let services: TestServices
let url: string
let folder: string
let client: pg.Client
beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  url = services.ownerUrl.replace(/test_[0-9a-f]+/, `test_keys_${crypto.randomUUID().slice(0, 8)}`)
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migrations-'))
  for (const name of fs.readdirSync(MIGRATIONS).filter((name) => name < FIRST_OF_KEYS))
    fs.cpSync(path.join(MIGRATIONS, name), path.join(folder, name), { recursive: true })
  await ensureDatabase(url)
  await applyMigrations(url, { folder })
  client = new pg.Client({ connectionString: url })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  fs.rmSync(folder, { recursive: true })
  const server = new pg.Client({ connectionString: services.ownerUrl })
  await server.connect()
  await server.query(`drop database ${new URL(url).pathname.slice(1)} with (force)`)
  await server.end()
  await services.close()
})

const rows = async (sql: string) => (await client.query({ text: sql, rowMode: 'array' })).rows

/** What a portal had written before keys carried their connection: a bill, its payment, money of nobody, two paid together. */
async function writeAsBefore(): Promise<void> {
  const at = `'2026-11-12T05:30:00Z'`
  await client.query(`
    insert into "Consumer" ("id", "mobile", "createdAt") values ('${id('b', 1)}', '9000000001', ${at});
    insert into "Connection" ("id", "consumerNo", "holderName", "address", "subdivision", "phase", "createdAt", "updatedAt")
      select v::uuid, 'N' || n, 'Kamala Devi', 'Plot 1', 'Test', 'SINGLE', ${at}, ${at}
        from unnest(array['${home}', '${other}']) with ordinality h(v, n);
    insert into "Bill" ("id", "connectionId", "billNo", "month", "periodFrom", "periodTo", "billedOn", "dueOn", "basis",
      "holderName", "address", "subdivision", "category", "mode", "phase", "sanctionedLoadW", "dailyWh", "energyWh",
      "currentDemandPaise", "payableByDuePaise", "payableAfterDuePaise", "promptRebatePaise", "digitalRebatePaise",
      "paymentReference", "issuedAt")
      select ('${id('c', 0)}'::text::varchar(35) || n)::uuid, v::uuid, '2610-N' || n, '2026-10', '2026-10-01', '2026-10-31',
        '2026-11-02', '2026-11-17', 'ACTUAL', 'Kamala Devi', 'Plot 1', 'Test', 'DS_URBAN', 'POSTPAID', 'SINGLE', 2000,
        array_fill(0::bigint, array[31]), 0, 50000, 50000, 51000, 0, 0, 'JB' || n, ${at}
        from unnest(array['${home}', '${other}']) with ordinality h(v, n);
    insert into "BillLine" ("billId", "position", "code", "amountPaise", "arithmetic")
      values ('${id('c', 1)}', 1, 'FIXED', 50000, '{}'), ('${id('c', 2)}', 1, 'FIXED', 50000, '{}');
    insert into "Adjustment" ("id", "connectionId", "reason", "amountPaise", "reference", "recordedAt")
      values ('${id('d', 1)}', '${other}', 'OTHER', 100, 'X', ${at});
    insert into "BilledAdjustment" ("adjustmentId", "billId") values ('${id('d', 1)}', '${id('c', 2)}');
    insert into "PaymentBatch" ("id", "reference", "amountPaise", "createdAt", "expiresAt")
      values ('${id('e', 9)}', 'JABATCH', 100000, ${at}, ${at});
    insert into "PaymentAttempt" ("id", "connectionId", "batchId", "billId", "reference", "amountPaise", "rebatePaise",
      "state", "createdAt", "expiresAt")
      values ('${id('e', 1)}', '${home}', null, '${id('c', 1)}', 'JA1', 50000, 0, 'PAID', ${at}, ${at}),
        ('${id('e', 2)}', '${other}', '${id('e', 9)}', '${id('c', 2)}', 'JA2', 50000, 0, 'SHOWN', ${at}, ${at}),
        ('${id('e', 3)}', '${home}', '${id('e', 9)}', null, 'JA3', 50000, 0, 'SHOWN', ${at}, ${at});
    insert into "PaymentStateChange" ("attemptId", "position", "toState", "at") values ('${id('e', 2)}', 1, 'CREATED', ${at});
    insert into "PaymentRequest" ("consumerId", "key", "bodyHash", "attemptId", "createdAt")
      values ('${id('b', 1)}', 'a-key-of-one', '${'0'.repeat(64)}', '${id('e', 2)}', ${at});
    insert into "GatewayQr" ("id", "reference", "amountPaise", "madeAt", "closesAt")
      values ('qr_1', 'JA2', 1, ${at}, ${at}), ('qr_2', 'JB1', 1, ${at}, ${at}), ('qr_3', 'JABATCH', 1, ${at}, ${at});
    insert into "LedgerTransaction" ("id", "kind", "reference", "connectionId", "occurredAt", "recordedAt")
      values ('${id('f', 1)}', 'BILL_ISSUED', '2610-N1', '${home}', ${at}, ${at}),
        ('${id('f', 2)}', 'PAYMENT', 'UPI:pay_1', '${home}', ${at}, ${at}),
        ('${id('f', 3)}', 'PAYMENT', 'UPI:pay_2', null, ${at}, ${at});
    insert into "LedgerEntry" ("transactionId", "position", "account", "side", "amountPaise", "connectionId", "billId")
      values ('${id('f', 1)}', 1, 'RECEIVABLE', 'DEBIT', 50000, '${home}', '${id('c', 1)}'),
        ('${id('f', 1)}', 2, 'REVENUE', 'CREDIT', 50000, null, null),
        ('${id('f', 2)}', 1, 'GATEWAY_CLEARING', 'DEBIT', 50000, null, null),
        ('${id('f', 2)}', 2, 'RECEIVABLE', 'CREDIT', 50000, '${home}', '${id('c', 1)}'),
        ('${id('f', 3)}', 1, 'GATEWAY_CLEARING', 'DEBIT', 700, null, null),
        ('${id('f', 3)}', 2, 'SUSPENSE', 'CREDIT', 700, null, null);
    insert into "Payment" ("id", "connectionId", "billId", "attemptId", "transactionId", "channel", "reference",
      "amountPaise", "paidAt", "receivedAt", "receiptNo")
      values ('${id('1', 1)}', '${home}', '${id('c', 1)}', '${id('e', 1)}', '${id('f', 2)}', 'UPI', 'pay_1', 50000, ${at}, ${at}, 'R1'),
        ('${id('1', 2)}', null, null, null, '${id('f', 3)}', 'UPI', 'pay_2', 700, ${at}, ${at}, 'R2');
    insert into "Refund" ("id", "paymentId", "amountPaise", "reason", "requestedBy", "requestedAt")
      values ('${id('2', 1)}', '${id('1', 1)}', 100, 'OTHER', 'one', ${at}), ('${id('2', 2)}', '${id('1', 2)}', 700, 'OTHER', 'one', ${at});
  `)
}

test('what was written before keys carried their connection gets it, and the chains of hashes stay as they were', async () => {
  await writeAsBefore()
  const SEALS = `select "chainId", "position", "transactionId", encode("hash", 'hex') from "LedgerSeal" order by 1, 2`
  const seals = await rows(SEALS)
  expect(seals.map(([chainId, position]) => [chainId, position])).toEqual([
    [NOBODY, 1],
    [home, 1],
    [home, 2],
  ])
  await applyMigrations(url)
  expect(await rows(SEALS)).toEqual(seals)
  const db = openDatabase(url, { connections: 1 })
  expect(await verifyChain(db)).toEqual([])
  await db.$disconnect()

  expect(await rows('select "connectionId", "billId" from "BillLine" order by 2')).toEqual([
    [home, id('c', 1)],
    [other, id('c', 2)],
  ])
  expect(await rows('select "connectionId" from "BilledAdjustment"')).toEqual([[other]])
  expect(await rows('select "connectionId" from "PaymentStateChange"')).toEqual([[other]])
  expect(await rows('select "connectionId" from "PaymentRequest"')).toEqual([[other]])
  expect(await rows('select "connectionIds"::text from "PaymentBatch"')).toEqual([[`{${home},${other}}`]])
  expect(await rows('select "id", "connectionId" from "GatewayQr" order by 1')).toEqual([
    ['qr_1', other],
    ['qr_2', home],
    ['qr_3', home],
  ])
  const ledger = `
    select t."reference", array_agg(distinct e."chainId")::text from "LedgerTransaction" t
      join "LedgerEntry" e on e."chainId" = t."chainId" and e."transactionId" = t."id" group by 1 order by 1`
  expect(await rows(ledger)).toEqual([
    ['2610-N1', `{${home}}`],
    ['UPI:pay_1', `{${home}}`],
    ['UPI:pay_2', `{${NOBODY}}`],
  ])
  const refunds = `
    select p."receiptNo", p."chainId", r."chainId" from "Payment" p
      join "Refund" r on r."chainId" = p."chainId" and r."paymentId" = p."id" order by 1`
  expect(await rows(refunds)).toEqual([
    ['R1', home, home],
    ['R2', NOBODY, NOBODY],
  ])
})

test('and every guard is on again', async () => {
  const off = `
    select tgname from pg_trigger where tgenabled not in ('O', 'A') and not tgisinternal order by 1`
  expect(await rows(off)).toEqual([])
  await expect(client.query(`update "BillLine" set "amountPaise" = 1`)).rejects.toThrow(/append-only/)
  await expect(client.query(`update "Payment" set "amountPaise" = 1`)).rejects.toThrow(/append-only/)
})
