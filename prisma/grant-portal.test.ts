import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeBill, makeHome } from '#lib/payments/test-bills.ts'
import { tell } from '#lib/payments/test-events.ts'
import { openDatabase } from '#lib/platform/db.ts'
import { guardedBy } from '#lib/platform/guarded-by.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { grantPortal } from './grant-portal.ts'
import { migrateCommand } from './migrate-command.ts'

let services: TestServices
let portal: pg.Client
let owner: pg.Client

beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  await tell(services, { paymentId: 'pay_one', reference: bill.paymentReference, amount: 20_000 })
  portal = new pg.Client({ connectionString: services.url })
  owner = new pg.Client({ connectionString: services.ownerUrl })
  await portal.connect()
  await owner.connect()
})
afterAll(async () => {
  await portal.end()
  await owner.end()
  await services.close()
})

async function frozenTables(): Promise<string[]> {
  const { rows } = await owner.query(`select c.relname from pg_class c where exists (select 1 from pg_trigger t
    join pg_proc p on p.oid = t.tgfoid where t.tgrelid = c.oid and p.proname = 'history_stays') order by 1`)
  return rows.map(({ relname }) => relname)
}

describe('the portal’s account', () => {
  test('has no right to change, delete or empty what is history, though no trigger is on', async () => {
    const frozen = await frozenTables()
    expect(frozen).toEqual(expect.arrayContaining(['LedgerTransaction', 'LedgerEntry', 'LedgerSeal', 'LedgerRoot']))
    expect(frozen).toEqual(expect.arrayContaining(['Bill', 'BillLine', 'Payment', 'PaymentStateChange', 'AuditEntry']))
    await owner.query('begin')
    for (const table of frozen) await owner.query(`alter table "${table}" disable trigger all`)
    await owner.query('commit')
    try {
      for (const table of frozen) {
        const { rows } = await owner.query(
          `select attname from pg_attribute where attrelid = '"${table}"'::regclass and attnum = 1`,
        )
        const column = rows[0]?.attname
        for (const statement of [
          `update "${table}" set "${column}" = "${column}"`,
          `delete from "${table}"`,
          `truncate "${table}" cascade`,
          `alter table "${table}" disable trigger all`,
          `drop table "${table}" cascade`,
        ])
          await expect(portal.query(statement), statement).rejects.toMatchObject({ code: '42501' })
      }
    } finally {
      for (const table of frozen) await owner.query(`alter table "${table}" enable trigger all`)
    }
  })

  test('cannot rid itself of its limits', async () => {
    // 42501: no right to; 0LP01 would be a grant that is none.
    for (const statement of [
      'set role postgres',
      'set session authorization postgres',
      `set session_replication_role = 'replica'`,
      'create table "mine" ()',
      `delete from "_prisma_migrations"`,
    ])
      await expect(portal.query(statement), statement).rejects.toMatchObject({ code: '42501' })
  })

  test('writes to every other table, and adds to history', async () => {
    const { rows } = await portal.query(`select c.relname from pg_class c where c.relkind = 'r'
      and c.relnamespace = 'public'::regnamespace and c.relname <> '_prisma_migrations'
      and not has_table_privilege(c.oid, 'INSERT')`)
    expect(rows).toEqual([])
    const frozen = await frozenTables()
    const kept = await portal.query(`select c.relname from pg_class c where c.relkind = 'r'
      and c.relnamespace = 'public'::regnamespace and not (has_table_privilege(c.oid, 'UPDATE')
      and has_table_privilege(c.oid, 'DELETE')) order by 1`)
    expect(kept.rows.map(({ relname }) => relname)).toEqual([...frozen, '_prisma_migrations'].sort())
    expect((await portal.query(`update "Consumer" set "language" = 'hi'`)).rowCount).toBeGreaterThan(0)
  })

  test('gets rights to tables that come later, and no more of history than before', async () => {
    await owner.query('create table "Later" ("id" int); create table "LaterFrozen" ("id" int)')
    await owner.query(`create trigger "LaterFrozen_stays" before update on "LaterFrozen"
      execute function "history_stays"()`)
    await grantPortal(owner, 'portal')
    await portal.query('insert into "Later" values (1); update "Later" set "id" = 2')
    await portal.query('insert into "LaterFrozen" values (1)')
    await expect(portal.query('update "LaterFrozen" set "id" = 2')).rejects.toMatchObject({ code: '42501' })
    await owner.query('drop table "Later", "LaterFrozen"')
  })
})

test('readiness and `migrate check` tell whether the role guards too', async () => {
  const { db, asOwner, url, ownerUrl } = services
  expect(await guardedBy(db)).toEqual(['triggers', 'role'])
  expect(await guardedBy(asOwner())).toEqual(['triggers'])
  let said = ''
  const check = (place: { url: string; ownerUrl: string }) => migrateCommand(place, ['check'], (text) => (said = text))
  expect(await check({ url, ownerUrl })).toBe(0)
  expect(said).not.toContain('triggers')
  expect(await check({ url: ownerUrl, ownerUrl })).toBe(0)
  expect(said).toContain('Only triggers keep the books from being changed')
})

test('an account of another name, in a schema that was closed to it, is let in', async () => {
  await owner.query('drop role if exists test_other_portal')
  await owner.query('create role test_other_portal login; revoke usage on schema public from public')
  try {
    await grantPortal(owner, 'test_other_portal')
    const db = openDatabase(services.url.replace('portal@', 'test_other_portal@'), { connections: 1 })
    expect(await guardedBy(db)).toEqual(['triggers', 'role'])
    expect(await db.payment.count()).toBe(1)
    await db.$disconnect()
  } finally {
    await owner.query('grant usage on schema public to public')
    await owner.query('drop owned by test_other_portal; drop role test_other_portal')
  }
})
