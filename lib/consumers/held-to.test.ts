import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connectHome, loadExampleTariff, readMonth, type TestHome } from '#lib/billing/test-homes.ts'
import { type BillGuest, type ConsumerActor, NO_SESSION } from '#lib/identity/actor.ts'
import { openDatabase } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import { dayToColumn, day as istDay } from '#lib/units/ist.ts'
import type { LinkProof, LinkRole } from '#prisma/generated/client.ts'
import { heldTo } from './held-to.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
let services: TestServices
/** Two homes with people of their own. */
let asha: TestHome
let ravi: TestHome
let people = 0

beforeAll(async () => {
  services = await testServices(MORNING)
  await loadExampleTariff(services)
  asha = await connectHome(services)
  ravi = await connectHome(services)
  for (const home of [asha, ravi])
    await readMonth(services, home, '2026-11', (dayOfMonth) => (dayOfMonth < 23 ? 6_000 : null))
})
afterAll(() => services.close())
beforeEach(() => services.setTime(MORNING))

/** Somebody else who is linked to Asha's home. */
async function linked(link: { proof?: LinkProof; role?: LinkRole; endsOn?: string }): Promise<ConsumerActor> {
  people += 1
  const { proof = 'INVITED', role = 'MEMBER', endsOn } = link
  const data = { mobile: `91001${String(10_000 + people)}`, createdAt: services.now() }
  const { id } = await services.db.consumer.create({ data })
  const of = { consumerId: id, connectionId: asha.id, linkedAt: services.now() }
  await services.db.mobileLink.create({
    data: { ...of, proof, role, endsOn: endsOn ? dayToColumn(istDay(endsOn)) : null },
  })
  return { kind: 'consumer', consumerId: id, sessionId: NO_SESSION }
}

/** How many of the two connections, and how many of the two homes' days of November, are met without asking whose they are. */
async function met({ db }: Services): Promise<{ connections: number; days: number }> {
  const [connections, days] = [await db.connection.count(), await db.meterDay.count()]
  return { connections, days }
}

const ONE_HOME = { connections: 1, days: 22 }
const NOTHING = { connections: 0, days: 0 }

test('a person meets what is theirs, and the portal’s own work everything', async () => {
  expect(await met(heldTo(services, asha.actor))).toEqual(ONE_HOME)
  expect(await heldTo(services, asha.actor).db.connection.findMany({ select: { id: true } })).toEqual([{ id: asha.id }])
  expect(await met(services)).toEqual({ connections: 2, days: 44 })
})

test('facts of an old bill open bills, and no day of the meter', async () => {
  expect(await met(heldTo(services, await linked({ proof: 'BILL_FACTS', role: 'OWNER' })))).toEqual({
    ...ONE_HOME,
    days: 0,
  })
})

test('a tenant meets a home until the end of the last day, by the portal’s clock', async () => {
  const tenant = heldTo(services, await linked({ role: 'TENANT', endsOn: '2026-11-25' }))
  services.setTime('2026-11-25T23:59:59+05:30')
  expect(await met(tenant)).toEqual(ONE_HOME)
  services.setTime('2026-11-26T00:00:00+05:30')
  expect(await met(tenant)).toEqual(NOTHING)
})

test('whose link was ended meets nothing from then on', async () => {
  const member = await linked({})
  const held = heldTo(services, member)
  expect(await met(held)).toEqual(ONE_HOME)
  const { consumerId } = member
  await services.db.mobileLink.updateMany({ where: { consumerId }, data: { endedAt: services.now() } })
  expect(await met(held)).toEqual(NOTHING)
})

test('a token for one connection meets that one, if it is its person’s', async () => {
  const both = await linked({})
  const link = {
    consumerId: both.consumerId,
    connectionId: ravi.id,
    proof: 'INVITED',
    linkedAt: services.now(),
  } as const
  await services.db.mobileLink.create({ data: link })
  expect(await met(heldTo(services, both))).toEqual({ connections: 2, days: 44 })
  expect(await met(heldTo(services, { ...both, onlyConnectionId: ravi.id }))).toEqual(ONE_HOME)
  expect(await met(heldTo(services, { ...asha.actor, onlyConnectionId: ravi.id }))).toEqual(NOTHING)
})

test('somebody who looks at one bill without a login meets its connection, and no day of the meter', async () => {
  const guest: BillGuest = { kind: 'bill-guest', connectionId: asha.id, billId: asha.id }
  expect(await met(heldTo(services, guest))).toEqual({ ...ONE_HOME, days: 0 })
})

test('nothing of another’s is changed, erased or added', async () => {
  const { db } = heldTo(services, asha.actor)
  const where = { connectionId: ravi.id }
  expect(await db.meterDay.updateMany({ where, data: { energyWh: 1n } })).toEqual({ count: 0 })
  expect(await db.meterDay.deleteMany({ where })).toEqual({ count: 0 })
  const terms = { effectiveFrom: dayToColumn(istDay('2026-11-23')), category: 'HOME', mode: 'POSTPAID' } as const
  const added = db.connectionTerms.create({ data: { ...terms, connectionId: ravi.id, sanctionedLoadW: 5_000 } })
  await expect(added).rejects.toThrow('row-level security')
  expect(await services.db.connectionTerms.count({ where })).toBe(1)
  expect(await services.db.meterDay.count({ where: { ...where, energyWh: 6_000n } })).toBe(22)
})

/** The same database on one connection, which all have to share. */
async function onOneConnection(work: (shared: Services) => Promise<void>): Promise<void> {
  const db = openDatabase(services.url, { connections: 1, waitSeconds: 30, prepared: true })
  try {
    await work({ db, now: services.now })
  } finally {
    await db.$disconnect()
  }
}

test('two people and the portal’s own work take turns on one connection, and each meets what is theirs', async () => {
  await onOneConnection(async (shared) => {
    const asked = Array.from({ length: 300 }, async (_, turn) => {
      const of = [asha, ravi][turn % 3]
      const { db } = of ? heldTo(shared, of.actor) : shared
      const found = turn % 2 ? db.connection.findMany({ select: { id: true } }) : inTransaction(db)
      expect(new Set((await found).map(({ id }) => id))).toEqual(new Set(of ? [of.id] : [asha.id, ravi.id]))
    })
    await Promise.all(asked)
  })
})

const inTransaction = (db: Services['db']) =>
  db.$transaction(async (tx) => {
    const [sql] = [await tx.$queryRaw<{ id: string }[]>`select "id" from "Connection"`]
    return [...sql, ...(await tx.connection.findMany({ select: { id: true } }))]
  })

test('what several ask for by a key in the same turn, each is answered as who they are', async () => {
  const byKey = (of: TestHome, by: ConsumerActor) =>
    heldTo(services, by).db.connection.findUnique({ where: { consumerNo: of.consumerNo }, select: { id: true } })
  const asked = Array.from({ length: 40 }, (_, turn) => {
    const [of, other] = turn % 2 ? [asha, ravi] : [ravi, asha]
    return Promise.all([byKey(of, of.actor), byKey(of, other.actor)])
  })
  for (const [turn, found] of (await Promise.all(asked)).entries())
    expect(found).toEqual([{ id: (turn % 2 ? asha : ravi).id }, null])
})

test('one of several keys is asked for by its fields', async () => {
  const { db } = heldTo(services, asha.actor)
  const effectiveFrom = dayToColumn(istDay('2020-01-01'))
  const byKey = (connectionId: string) =>
    db.connectionTerms.findUnique({ where: { connectionId_effectiveFrom: { connectionId, effectiveFrom } } })
  expect(await byKey(asha.id)).toMatchObject({ connectionId: asha.id })
  expect(await byKey(ravi.id)).toBeNull()
  await expect(db.connection.findUniqueOrThrow({ where: { id: ravi.id }, select: { id: true } })).rejects.toMatchObject(
    { code: 'P2025' },
  )
})

test('a transaction is held, and what it sets going is not', async () => {
  const [held, aside] = await heldTo(services, asha.actor).db.$transaction(async (tx) =>
    Promise.all([tx.connection.count(), services.db.connection.count()]),
  )
  expect([held, aside]).toEqual([1, 2])
})

test('rates are everybody’s: they are read once, whoever asks', async () => {
  const book = await loadTariffBook(heldTo(services, asha.actor))
  expect(book).not.toBeNull()
  expect(await loadTariffBook(heldTo(services, ravi.actor))).toBe(book)
  expect(await loadTariffBook(services)).toBe(book)
})
