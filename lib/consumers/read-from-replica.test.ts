import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { connectHome, type TestHome } from '#lib/billing/test-homes.ts'
import { type Replica, ReplicaWatch } from '#lib/platform/replica.ts'
import type { Services } from '#lib/platform/services.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { readFromReplica } from './read-from-replica.ts'

/** The services, and another database in the place of their replica, which knows what the test gives it. */
let services: TestServices
let copy: TestServices
let home: TestHome
const held = globalThis as typeof globalThis & { portalReplica?: Replica | null }

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  copy = await testServices('2026-11-23T10:00:00+05:30')
  home = await connectHome(services)
})
afterEach(() => {
  held.portalReplica = null
})
afterAll(async () => {
  await services.close()
  await copy.close()
})

/** A replica that keeps up as far as the portal has seen. */
async function follow(): Promise<ReplicaWatch> {
  const follows = { $queryRaw: async () => [{ end: '0/1', has: true }] } as never
  const watch = new ReplicaWatch({ primary: follows, replica: follows })
  await watch.look()
  held.portalReplica = { db: copy.db, watch }
  return watch
}

async function place({ db }: Services): Promise<string> {
  const [found] = await db.$queryRaw<{ name: string }[]>`select current_database() as "name"`
  return new URL(copy.url).pathname === `/${found?.name}` ? 'replica' : 'primary'
}
const readPlace = (from: Services): Promise<string | null> => place(from)

test('without a replica, and with one that is behind, the primary is read', async () => {
  held.portalReplica = null
  expect(await readFromReplica(services, home.actor, home.id, readPlace)).toBe('primary')
  const watch = await follow()
  expect(await readFromReplica(services, home.actor, home.id, readPlace)).toBe('replica')
  watch.avoid()
  expect(await readFromReplica(services, home.actor, home.id, readPlace)).toBe('primary')
})

test('a stranger reads from neither, nor does somebody whose link has just ended', async () => {
  await follow()
  const [stranger, before] = [await connectHome(services), await connectHome(services)]
  expect(await readFromReplica(services, stranger.actor, home.id, readPlace)).toBeNull()
  expect(await readFromReplica(services, home.actor, 'none', readPlace)).toBeNull()
  expect(await readFromReplica(services, home.actor, randomUUID(), readPlace)).toBeNull()
  // The replica may not have heard of it, and is not asked.
  await services.db.mobileLink.updateMany({ where: { connectionId: before.id }, data: { endedAt: services.now() } })
  expect(await readFromReplica(services, before.actor, before.id, readPlace)).toBeNull()
})

test('what the replica does not have yet is read from the primary', async () => {
  await follow()
  const found = await readFromReplica(services, home.actor, home.id, ({ db }) =>
    db.connection.findUnique({ where: { id: home.id }, select: { consumerNo: true } }),
  )
  expect(found).toEqual({ consumerNo: home.consumerNo })
})

test('a replica that goes away in the middle is left alone, and a mistake of ours is not hidden', async () => {
  const watch = await follow()
  const found = await readFromReplica(services, home.actor, home.id, async (from) => {
    if ((await place(from)) === 'replica') throw new Error('Connection terminated unexpectedly')
    return place(from)
  })
  expect([found, watch.keepsUp()]).toEqual(['primary', false])
  await follow()
  const mistaken = readFromReplica(services, home.actor, home.id, async () => {
    throw new TypeError('not a function')
  })
  await expect(mistaken).rejects.toThrow('not a function')
})
