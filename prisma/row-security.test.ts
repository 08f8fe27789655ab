import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { grantPortal } from './grant-portal.ts'
import { HELD_ROWS, mayBeAsker } from './row-security.ts'

let services: TestServices
let owner: pg.Client

beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
  owner = new pg.Client({ connectionString: services.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await services.close()
})

/** Tables that name a connection, a complaint or a person, and whose rows an asker meets whoever they are of. */
const NOT_HELD: { [table: string]: string } = {
  MobileLink: 'what is held is known by it, and who shares a home sees with whom',
  LinkInvitation: 'is to a connection that is not its reader’s yet',
  LinkRequest: 'is about a connection that nobody has proven yet',
  Session: 'is looked for by its token, before anybody is known',
  KnownDevice: 'the same',
  AccessToken: 'the same',
  Passkey: 'the same',
  PasskeyChallenge: 'the same',
  NumberChange: 'is looked for by its person’s own id, and by nothing else',
  MutedNotice: 'says what the others of a home want to be told',
  PaymentRequest: 'names a payment by id, and says nothing of it',
  LedgerSeal: 'has a hash, and nothing of a home',
  LedgerRootHead: 'the same',
  BillingEvent: 'waits for the utility’s billing; no verb of a consumer reads it',
  AuditEntry: 'is only added to; no verb of a consumer reads it',
}

test('every table that says something of a home or a complaint is held, or there is a reason why not', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `select distinct c.relname as "name" from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and a.attname in ('connectionId', 'chainId', 'complaintId', 'consumerId') order by 1`,
  )
  const names = rows.map(({ name }) => name)
  expect(names.length).toBeGreaterThan(30)
  const known = [...Object.keys(HELD_ROWS), ...Object.keys(NOT_HELD)]
  expect(names.filter((name) => !known.includes(name))).toEqual([])
  expect(known.filter((name) => !names.includes(name) && name !== 'Connection')).toEqual([])
  expect(new Set(known).size).toBe(known.length)
})

test('each is held as it says, and nobody but the asker is', async () => {
  const { rows } = await owner.query(
    `select tablename as "name", policyname as "policy", permissive, roles::text, cmd from pg_policies
     where schemaname = 'public' order by 1, 2`,
  )
  const expected = Object.keys(HELD_ROWS).flatMap((name) => [
    { name, policy: 'asker', permissive: 'RESTRICTIVE', roles: '{portal_asker}', cmd: 'ALL' },
    { name, policy: 'everybody', permissive: 'PERMISSIVE', roles: '{public}', cmd: 'ALL' },
  ])
  expect(rows).toHaveLength(expected.length)
  expect(rows).toEqual(expect.arrayContaining(expected))
})

test('an asker who names nobody meets nothing', async () => {
  await owner.query('begin; set local role portal_asker')
  for (const name of Object.keys(HELD_ROWS)) {
    const { rows } = await owner.query(`select count(*)::int as "rows" from ${pg.escapeIdentifier(name)}`)
    expect(rows, name).toEqual([{ rows: 0 }])
  }
  await owner.query('rollback')
})

type Plan = { 'Node Type': string; 'Parent Relationship'?: string; 'Index Cond'?: string; Plans?: Plan[] }
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

test('whose rows they are is found once a statement, and of a complaint by its key', async () => {
  await owner.query('begin; set local enable_seqscan = off; set local role portal_asker')
  for (const name of Object.keys(HELD_ROWS)) {
    const { rows } = await owner.query(`explain (format json) select from ${pg.escapeIdentifier(name)}`)
    const nodes = nodesOf(rows[0]['QUERY PLAN'][0].Plan)
    const within = (relation: string) => nodes.filter((node) => node['Parent Relationship'] === relation)
    expect(within('InitPlan').length, name).toBeGreaterThan(0)
    for (const each of within('SubPlan'))
      expect(each, name).toMatchObject({ 'Index Cond': `(id = "${name}"."complaintId")` })
  }
  await owner.query('rollback')
})

test('what stands is left alone at the next start, what was changed is put right', async () => {
  const policies = async () =>
    (await owner.query(`select p.oid, c.relname from pg_policy p join pg_class c on c.oid = p.polrelid order by 1`))
      .rows
  const before = await policies()
  await grantPortal(owner, 'portal')
  expect(await policies()).toEqual(before)
  await owner.query('drop policy "asker" on "Bill"')
  await grantPortal(owner, 'portal')
  const after = await policies()
  expect(after).toHaveLength(before.length)
  expect(after.filter(({ relname }) => relname !== 'Bill')).toEqual(before.filter(({ relname }) => relname !== 'Bill'))
})

test('the rule of an older release gives way to that of today at the next start', async () => {
  const rule = async () =>
    (await owner.query(`select qual from pg_policies where policyname = 'asker' and tablename = 'MeterDay'`)).rows
  const before = await rule()
  await owner.query(`alter policy "asker" on "MeterDay" using ("connectionId" in (select "open_connections"(true)));
    comment on policy "asker" on "MeterDay" is 'as it was'`)
  expect(await rule()).not.toEqual(before)
  await grantPortal(owner, 'portal')
  expect(await rule()).toEqual(before)
})

test('an account that would be the asker all the time is refused, with what is to be done', async () => {
  await owner.query('create role test_inheriting login; grant portal_asker to test_inheriting')
  try {
    const said = await grantPortal(owner, 'test_inheriting').catch((error: Error) => error.message)
    const [, todo] = /all the time; say: (.+)$/.exec(said ?? '') ?? []
    await owner.query(todo ?? '')
    expect(await mayBeAsker(owner, 'test_inheriting')).toBe(true)
  } finally {
    await owner.query('drop role test_inheriting')
  }
})
