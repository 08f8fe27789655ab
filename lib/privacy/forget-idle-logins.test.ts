import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { NO_SESSION } from '#lib/identity/actor.ts'
import { makePerson, type Person } from '#lib/identity/test-logins.ts'
import { invite } from '#lib/linking/invite.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { untilWaiting } from '#lib/platform/test-waiting.ts'
import { forgetIdleLogins } from './forget-idle-logins.ts'

const LONG_AGO = '2026-11-23T10:00:00+05:30'
const NIGHT = '2029-12-02T02:05:00+05:30'
let services: TestServices
let owner: Person
let former: Person

beforeAll(async () => {
  services = await testServices(LONG_AGO)
})
afterAll(() => services.close())
beforeEach(async () => {
  services.setTime(LONG_AGO)
  owner = await makePerson(services)
  former = await makePerson(services, { linked: false })
  services.setTime(NIGHT)
})

const inviteFormer = () =>
  invite(
    services,
    { kind: 'consumer', consumerId: owner.consumerId, sessionId: NO_SESSION },
    { connectionId: owner.connectionId, mobile: former.mobile, role: 'MEMBER', endsOn: '', locale: 'hi' },
  )
const isKept = async () =>
  (await services.db.consumer.count({ where: { id: former.consumerId, erasedAt: null, mobile: former.mobile } })) > 0
const invitations = () => services.db.linkInvitation.count({ where: { mobile: former.mobile, closedAt: null } })

test('whoever is invited keeps the login that the invitation is taken with, as long as it is open', async () => {
  expect(await inviteFormer()).toMatchObject({ ok: true })
  await forgetIdleLogins(services)
  expect(await isKept()).toBe(true)
  expect(await invitations()).toBe(1)
  services.setTime('2029-12-10T02:05:00+05:30')
  await forgetIdleLogins(services)
  expect(await isKept()).toBe(false)
})

test('an invitation while a login is about to be forgotten keeps it', async () => {
  let forgotten: Promise<void> | undefined
  await services.db.$transaction(async (tx) => {
    // Whoever changes something else of the person: who forgets them waits, who invites them does not.
    await tx.consumer.update({ where: { id: former.consumerId }, data: { language: 'en' } })
    forgotten = forgetIdleLogins(services)
    await untilWaiting(services, 1)
    expect(await inviteFormer()).toMatchObject({ ok: true })
  })
  await forgotten
  expect(await isKept()).toBe(true)
  expect(await invitations()).toBe(1)
})

test('an invitation while a login is being forgotten comes after that and stands', async () => {
  await services.db.mutedNotice.create({
    data: { consumerId: former.consumerId, kind: 'NEW_LOGIN', mutedAt: services.now() },
  })
  let both: Promise<unknown[]> | undefined
  await services.db.$transaction(async (tx) => {
    await tx.$executeRaw`select from "MutedNotice" where "consumerId" = ${former.consumerId}::uuid for update`
    const forgotten = forgetIdleLogins(services)
    await untilWaiting(services, 1)
    both = Promise.all([forgotten, inviteFormer()])
    await untilWaiting(services, 2)
  })
  expect((await both)?.[1]).toMatchObject({ ok: true })
  expect(await isKept()).toBe(false)
  expect(await invitations()).toBe(1)
})

test('one login that cannot be erased does not keep those after it', async () => {
  services.setTime(LONG_AGO)
  const other = await makePerson(services, { linked: false })
  services.setTime(NIGHT)
  const owned = services.asOwner()
  // What is rolled back does not count a sequence back: the first of the two fails, whichever it is.
  await owned.$executeRaw`create sequence erased`
  await owned.$executeRaw`
    create function first_stays() returns trigger security definer language plpgsql as $$ begin
      if nextval('erased') = 1 then raise exception 'it stays'; end if; return new;
    end $$`
  await owned.$executeRaw`
    create trigger first_stays before update on "Consumer" for each row
      when (new."erasedAt" is not null) execute function first_stays()`
  await expect(forgetIdleLogins(services)).rejects.toThrow('it stays')
  await owned.$executeRaw`drop trigger first_stays on "Consumer"`
  const both = [former, other].map(({ consumerId }) => consumerId)
  expect(await services.db.consumer.count({ where: { id: { in: both }, erasedAt: null } })).toBe(1)
})
