import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { verifyAudit } from '#lib/audit/verify-audit.ts'
import { makePerson } from '#lib/identity/test-logins.ts'
import { verifyLedger } from '#lib/payments/verify-ledger.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { eraseByNumber } from './erase-person.ts'
import { erasureKeeper, readErasures } from './erasure-list.ts'
import { replayErasures } from './replay-erasures.ts'
import { columnsWith } from './test-dump.ts'
import { type FullPerson, makeFullPerson } from './test-person.ts'

const MORNING = '2026-11-29T10:00:00+05:30'
const COMMAND = { kind: 'system', name: 'test' } as const
let services: TestServices
let folder: string
let file: string
beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'erasures-'))
  file = path.join(folder, 'kept', 'erasures')
})
afterEach(() => {
  vi.unstubAllEnvs()
  fs.rmSync(folder, { recursive: true, force: true })
})

const eraseIn = (database: TestServices, { mobile }: { mobile: string }) =>
  eraseByNumber(database, COMMAND, mobile as Mobile)
const keep = (database: TestServices) => erasureKeeper(() => file)(database)
const linesOf = () => fs.readFileSync(file, 'utf8').split('\n').filter(Boolean)
const canaries = ({ words, mobile, holderName }: FullPerson) => [words, mobile, holderName]
/** What the utility has to keep (erase-person.test.ts). */
const STAYS = ['Connection.holderName', 'Connection.masterMobile']

test('who was erased after a backup is erased again when it is restored, without a canary left', async () => {
  const backup = await testServices(MORNING)
  try {
    const [lakshmi, stranger] = [await makeFullPerson(backup), await makeFullPerson(backup)]
    const theirs = await columnsWith(backup.asOwner(), canaries(stranger))
    const live = await backup.copy()
    try {
      expect(await eraseIn(live, lakshmi)).toBe(true)
      await keep(live)
      expect(await columnsWith(live.asOwner(), canaries(lakshmi))).toEqual(STAYS)
    } finally {
      // The server is lost.
      await live.close()
    }
    expect(await columnsWith(backup.asOwner(), canaries(lakshmi)), 'the backup has all of it').toEqual(theirs)

    expect(await replayErasures(backup, file)).toEqual({ erased: 1, strange: 0 })
    expect(await columnsWith(backup.asOwner(), canaries(lakshmi))).toEqual(STAYS)
    expect(await columnsWith(backup.asOwner(), canaries(stranger)), 'nobody else lost anything').toEqual(theirs)
    for (const { id, broken } of await verifyLedger(backup, null)) expect(broken, id).toEqual([])
    expect(await verifyAudit(backup.db)).toMatchObject({ broken: [] })
    const where = { action: 'person.erased', actorId: 'replay-erasures' }
    expect(await backup.db.auditEntry.count({ where })).toBe(1)

    expect(await replayErasures(backup, file), 'a second time').toEqual({ erased: 0, strange: 0 })
    await keep(backup)
    expect(linesOf(), 'and the list has one line of her').toHaveLength(1)
  } finally {
    await backup.close()
  }
})

test('replayed twice at once each is erased once, and whoever was born since stays', async () => {
  const backup = await testServices(MORNING)
  try {
    const people = [await makePerson(backup), await makePerson(backup), await makePerson(backup)]
    const live = await backup.copy()
    try {
      for (const person of people) await eraseIn(live, person)
      await keep(live)
    } finally {
      await live.close()
    }
    const newcomer = await makePerson(backup)
    const both = await Promise.all([replayErasures(backup, file), replayErasures(backup, file)])
    expect(both.reduce((sum, one) => sum + (one?.erased ?? 0), 0)).toBe(people.length)
    expect(await columnsWith(backup.asOwner(), [newcomer.mobile])).toContain('Consumer.mobile')
    expect(await backup.db.auditEntry.count({ where: { action: 'person.erased' } })).toBe(people.length)
  } finally {
    await backup.close()
  }
})

test('the list names ids alone, is the account’s own, and goes on where it was cut short', async () => {
  const [asha, ravi] = [await makePerson(services), await makePerson(services)]
  const keeper = erasureKeeper(() => file)
  await eraseIn(services, asha)
  await keeper(services)
  expect(fs.statSync(file).mode & 0o777).toBe(0o600)
  expect(fs.readFileSync(file, 'utf8')).toMatch(/^2026-11-29T04:30:00\.000Z [0-9a-f-]{36} [\w-]{43}\n$/)
  expect(fs.readFileSync(file, 'utf8')).not.toContain(asha.mobile)

  fs.appendFileSync(file, '2026-11-29T04:3')
  await eraseIn(services, ravi)
  await keeper(services)
  await keeper(services)
  expect(await readErasures(file)).toEqual({ own: new Set([asha.consumerId, ravi.consumerId]), strange: 1 })

  fs.rmSync(file)
  await keeper(services)
  expect((await readErasures(file))?.own, 'somebody took it away').toEqual(new Set([asha.consumerId, ravi.consumerId]))
})

test('a line that no secret of ours signed erases nobody', async () => {
  const [meena, imran] = [await makePerson(services), await makePerson(services)]
  await eraseIn(services, meena)
  await keep(services)
  const [genuine = ''] = linesOf().filter((line) => line.includes(meena.consumerId))
  const forged = genuine.replace(meena.consumerId, imran.consumerId)
  fs.appendFileSync(file, `${forged}\n2026-11-29T04:30:00.000Z ${imran.consumerId}\n${imran.consumerId}\n`)
  expect(await replayErasures(services, file)).toEqual({ erased: 0, strange: 3 })
  const { erasedAt } = await services.db.consumer.findUniqueOrThrow({ where: { id: imran.consumerId } })
  expect(erasedAt).toBeNull()
  expect(await replayErasures(services, path.join(folder, 'none'))).toBeNull()
})

test('under a new secret the list is signed anew, so that it holds once the old one is gone', async () => {
  const kavita = await makePerson(services)
  await eraseIn(services, kavita)
  const [older, newer] = ['old', 'new'].map((name) => `the-${name}-secret-of-a-list-0123456789abcdef`)
  for (const secrets of [older, `${newer},${older}`]) await (await under(secrets)).erasureKeeper(() => file)(services)
  const theirs = linesOf().filter((line) => line.includes(kavita.consumerId))
  expect(new Set(theirs).size).toBe(2)
  const { own, strange } = (await (await under(newer)).readErasures(file)) ?? {}
  expect(own).toContain(kavita.consumerId)
  expect(strange, 'the lines of before').toBe(linesOf().length / 2)
})

/** The list as a portal that is started with these secrets has it. */
async function under(secrets: string | undefined) {
  vi.stubEnv('AUTH_SECRET', secrets)
  vi.resetModules()
  return import('./erasure-list.ts')
}
