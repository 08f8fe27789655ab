import { expect, test } from '@playwright/test'
import { PORTAL_ROUTES } from './support/access/portal-routes.ts'
import { walkAsConsumers } from './support/consumer-walk.ts'
import { type Cuts, cutsOfSchema } from './support/distribution.ts'
import { preparePeople } from './support/every-page.ts'
import { startPortal } from './support/portal.ts'
import { lookUpOf, missingKeys } from './support/statement-keys.ts'
import { loggedStatements, logStatements } from './support/statement-log.ts'

/** Routes of machines, which are no consumer's, and one that asks the database for rates alone. */
const NOT_WALKED = [
  ...[
    'POST /api/webhooks/razorpay',
    'POST /api/webhooks/sms',
    'POST /api/webhooks/sms/report',
    'POST /api/ingest/[kind]',
    'GET /api/ingest/batches/[batch]/rejected',
  ],
  ...['GET /api/health', 'GET /api/ready', 'GET /api/metrics', 'GET /.well-known/security.txt'],
  ...['GET /manifest.webmanifest', 'GET /icons/[icon]'],
  'POST /api/tariff/calculate',
]

test.describe('a statement is read for the keys that it lacks', () => {
  const cuts: Cuts = new Map([
    ['Home', { column: 'id', lies: 'Home' }],
    ['Bill', { column: 'homeId', lies: 'Home' }],
    ['Line', { column: 'homeId', lies: 'Home' }],
    ['Person', { column: 'id', lies: 'Person' }],
  ])
  const HAS_ALL = [
    'select * from "Bill" where "homeId" = $1',
    'select * from "Bill" b where b."homeId" in ($1, $2) and b."id" = $3',
    'select * from "Bill" b where b."homeId" = any($1::uuid[])',
    'select * from "Bill" b join "Line" l on l."homeId" = b."homeId" and l."billId" = b."id" where b."homeId" = $1',
    'select * from "Home" h left join "Bill" b on b."homeId" = h."id" where h."id" = $1',
    'select * from "Bill" b where (b."homeId", b."id") in (($1, $2), ($3, $4))',
    'select * from "Home" h where h."id" = $1 and exists (select from "Bill" b where b."homeId" = h."id")',
    'select * from "Home" h where h."id" in (select b."homeId" from "Bill" b where b."homeId" = $1)',
    'select * from "Home" h where h."id" = $1 or h."id" = $2',
    'with of as (select * from "Bill" where "homeId" = $1) select * from of',
    'select (select count(*) from "Line" l where l."homeId" = b."homeId") from "Bill" b where b."homeId" = $1',
    'select * from "Bill" b join unnest($1::uuid[]) as wanted ("id") on wanted."id" = b."homeId"',
    'insert into "Bill" ("homeId", "id") values ($1, $2), ($3, $4) on conflict do nothing',
    'update "Bill" set "paid" = true where "homeId" = $1 and "id" = $2',
    'delete from "Line" l using "Bill" b where b."homeId" = $1 and l."homeId" = b."homeId"',
    'select * from "Bill" where "id" = $1 and 1=0',
    'select * from "Tariff"',
  ]
  const LACKS: [string, string[]][] = [
    ['select * from "Bill" where "id" = $1', ['Bill']],
    ['select * from "Bill" where "homeId" > $1', ['Bill']],
    ['select * from "Bill" where "homeId" = $1 or "id" = $2', ['Bill']],
    ['select * from "Bill" b join "Line" l on l."billId" = b."id" where b."homeId" = $1', ['Line']],
    // What is joined from outside holds nothing of what it is joined to.
    ['select * from "Home" h left join "Bill" b on b."homeId" = h."id" and b."homeId" = $1', ['Home']],
    [
      'select * from "Home" h where not exists (select from "Bill" b where b."homeId" = h."id" and b."homeId" = $1)',
      ['Home'],
    ],
    ['select * from "Home" h where h."id" = (select "homeId" from "Bill" b where b."id" = $1)', ['Home', 'Bill']],
    ['select * from (select * from "Bill" limit 10) b where b."homeId" = $1', ['Bill']],
    ['select "homeId" from "Bill" where "homeId" = $1 union all select "homeId" from "Line"', ['Line']],
    ['insert into "Bill" ("id") values ($1)', ['Bill']],
    ['update "Bill" set "paid" = true where "id" = $1', ['Bill']],
    ['select * from "Bill" b join "Person" p on p."id" = $2 where b."homeId" = $1', ['Bill and Person']],
  ]
  for (const statement of HAS_ALL)
    test(`has all: ${statement}`, async () => expect(await missingKeys(statement, cuts)).toEqual([]))
  for (const [statement, lacks] of LACKS)
    test(`lacks ${lacks}: ${statement}`, async () => expect(await missingKeys(statement, cuts)).toEqual(lacks))
})

test('whatever a consumer asks for or does, each statement names whose rows it wants', async ({ browser }) => {
  test.setTimeout(600_000)
  const cuts = await cutsOfSchema()
  const portal = await startPortal({ clock: '2026-11-05T12:00:00+05:30' })
  try {
    const guests = await preparePeople(browser, portal)
    await logStatements(portal)
    const taken = await walkAsConsumers(browser, portal, guests)
    const walked = Object.keys(PORTAL_ROUTES).filter((route) => !NOT_WALKED.includes(route))
    expect(walked.filter((route) => !taken.has(route))).toEqual([])

    const statements = loggedStatements(portal)
    expect(statements.length).toBeGreaterThan(200)
    const crossing: string[] = []
    for (const statement of statements) {
      const lacks = await missingKeys(statement, cuts)
      if (lacks.length === 0 || (await lookUpOf(statement, cuts))) continue
      crossing.push(`${lacks.join(', ')}: ${statement.replaceAll(/\s+/g, ' ')}`)
    }
    expect(crossing).toEqual([])
  } finally {
    await portal.stop()
  }
})
