import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StaffActor } from '#lib/identity/actor.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { countVisit } from './count-visit.ts'
import { makePlace } from './make-place.ts'
import { getOfficePlace, listOfficePlaces } from './office-places.ts'

let services: TestServices
const officer = testOfficer('CAMP_OFFICER')
const elsewhere = testOfficer('SUPERVISOR', { subdivisions: ['Far'] })
const PLACE = { nameHi: ' पंचायत भवन ', nameEn: 'Panchayat hall', subdivision: 'Kokar' }

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

async function make(actor: StaffActor = officer, id: string = randomUUID()) {
  expect(await makePlace(services, actor, { id, ...PLACE })).toEqual({ ok: true })
  const place = await getOfficePlace(services, actor, id)
  if (!place) throw new Error('not made')
  return place
}
const countsOf = async (id: string) => {
  const found = (await listOfficePlaces(services, officer))?.find((place) => place.id === id)
  return found && [found.week, found.month, found.ever]
}

test('visits are counted by place and Indian day, and nothing else is kept', async () => {
  const [place, other] = [await make(), await make()]
  expect(place).toMatchObject({ name: { hi: 'पंचायत भवन', en: 'Panchayat hall' }, subdivision: 'Kokar' })
  expect(await countsOf(place.id)).toEqual([0, 0, 0])
  services.setTime('2026-10-20T23:59:59+05:30')
  await countVisit(services, place.code)
  services.setTime('2026-11-16T23:59:59+05:30')
  await countVisit(services, place.code)
  services.setTime('2026-11-17T00:00:00+05:30')
  await countVisit(services, place.code)
  services.setTime('2026-11-23T10:00:00+05:30')
  const at = await Promise.all(Array.from({ length: 20 }, () => countVisit(services, place.code)))
  expect(at.every((visited) => visited?.subdivision === 'Kokar')).toBe(true)
  expect(await countsOf(place.id)).toEqual([21, 22, 23])
  expect(await countsOf(other.id)).toEqual([0, 0, 0])
})

test.each(['222222', '', 'ABCDEF', "22222'", '2222222'])(
  'a code that no place has is not counted: %s',
  async (code) => {
    const before = await services.db.pamphletVisits.count()
    expect(await countVisit(services, code)).toBeNull()
    expect(await services.db.pamphletVisits.count()).toBe(before)
  },
)

test('a form sent twice makes one place, and its id is nobody else’s', async () => {
  const id = randomUUID()
  const made = await Promise.all([1, 2, 3].map(() => makePlace(services, officer, { id, ...PLACE })))
  expect(made).toEqual([{ ok: true }, { ok: true }, { ok: true }])
  expect(await services.db.pamphletPlace.count({ where: { id } })).toBe(1)
  expect(
    await services.db.auditEntry.count({ where: { action: 'pamphlet.place-made', actorId: officer.staffId } }),
  ).toBe(await services.db.pamphletPlace.count({ where: { madeBy: officer.staffId } }))
  expect(await makePlace(services, testOfficer('SUPERVISOR'), { id, ...PLACE })).toBeNull()
})

test('another office finds nothing, and a role without leave makes nothing', async () => {
  const place = await make()
  expect(await getOfficePlace(services, elsewhere, place.id)).toBeNull()
  expect((await listOfficePlaces(services, elsewhere))?.length).toBe(0)
  expect(await makePlace(services, elsewhere, { id: randomUUID(), ...PLACE })).toEqual({
    ok: false,
    reason: 'NOT_YOURS',
  })
  const clerk = testOfficer('CLERK')
  expect(await makePlace(services, clerk, { id: randomUUID(), ...PLACE })).toBeNull()
  expect([await listOfficePlaces(services, clerk), await getOfficePlace(services, clerk, place.id)]).toEqual([
    null,
    null,
  ])
  for (const names of [{ nameEn: ' ' }, { nameHi: 'क'.repeat(61) }])
    expect(await makePlace(services, officer, { id: randomUUID(), ...PLACE, ...names })).toEqual({
      ok: false,
      reason: 'NO_NAME',
    })
})
