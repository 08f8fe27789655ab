import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Tx } from '#lib/platform/db.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import type { AuditAction } from './audit-actions.ts'
import { recordAudit } from './record-audit.ts'
import { sealAudit } from './seal-audit.ts'
import { verifyAudit } from './verify-audit.ts'

const TESTS = { kind: 'system', name: 'tests' } as const
let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
})
afterAll(() => services.close())

/** Entries of the test's own, whose names say which is meant. */
const write = (action: string, db: TestServices['db'] | Tx = services.db) =>
  recordAudit(db, TESTS, action as AuditAction, { at: services.now(), detail: { word: 'क', count: 3, nothing: null } })
const newest = () => services.db.auditEntry.findFirstOrThrow({ orderBy: { id: 'desc' }, include: { seal: true } })

/** Lets somebody who may do everything change the past, guards and all, and looks at what the chains say. */
async function foundAfter(tamper: (tx: Tx) => Promise<unknown>): Promise<string[]> {
  let found: string[] = []
  const undo = new Error('undo')
  await services
    .asOwner()
    .$transaction(async (tx) => {
      await tx.$executeRaw`set local session_replication_role = 'replica'`
      await tamper(tx)
      found = (await verifyAudit(tx as TestServices['db'])).broken
      throw undo
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error
    })
  return found
}

test('each entry is sealed by a digest that anybody can build again', async () => {
  await write('test.first')
  const { id, at, detail, seal } = await newest()
  // PostgreSQL writes JSON with a blank after each comma and colon, the shorter keys first.
  expect(detail).toEqual({ word: 'क', count: 3, nothing: null })
  const text = `["${id}", "${at.getTime()}", "system", "tests", "test.first", null, {"word": "क", "count": 3, "nothing": null}]`
  expect(Buffer.from(seal?.hash ?? []).equals(createHash('sha256').update(text).digest())).toBe(true)
  expect(await verifyAudit(services.db)).toMatchObject({ entries: 1, broken: [] })
})

test('a hundred writers at once, some of several entries, leave no gap and do not wait for each other', async () => {
  const before = await services.db.auditEntry.count()
  await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      services.db.$transaction(async (tx) => {
        for (let entry = 0; entry <= index % 3; entry += 1) await write(`test.many-${index}`, tx)
      }),
    ),
  )
  const verified = await verifyAudit(services.db)
  expect(verified).toMatchObject({ entries: before + 199, broken: [] })
  // Entries of one transaction hang in one lane.
  const sealed = await services.db.auditSeal.findMany({ include: { entry: { select: { action: true } } } })
  for (let index = 0; index < 100; index += 1) {
    const own = sealed.filter(({ entry }) => entry.action === `test.many-${index}`)
    expect(new Set(own.map(({ lane }) => lane)).size).toBe(1)
  }
  expect(new Set(sealed.map(({ lane }) => lane)).size).toBeGreaterThan(1)
})

test('one that holds a lane open keeps nobody from writing', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let sealed = () => {}
  const ready = new Promise<void>((resolve) => {
    sealed = resolve
  })
  const slow = services.db.$transaction(async (tx) => {
    await write('test.slow', tx)
    await tx.$executeRaw`set constraints all immediate`
    sealed()
    await held
  })
  await ready
  await Promise.all(Array.from({ length: 18 }, (_, index) => write(`test.beside-${index}`)))
  expect(await services.db.auditEntry.count({ where: { action: { startsWith: 'test.beside' } } })).toBe(18)
  release()
  await slow
  expect((await verifyAudit(services.db)).broken).toEqual([])
})

test('what is changed, left out or put in afterwards is named', async () => {
  for (const action of ['test.a', 'test.b', 'test.c']) await write(action)
  const { id } = await newest()
  expect(await foundAfter((tx) => tx.$executeRaw`update "AuditEntry" set "action" = 'x' where "id" = ${id}`)).toEqual([
    expect.stringContaining(`entry ${id}, seal`),
  ])
  const wordChanged = await foundAfter(
    (tx) => tx.$executeRaw`update "AuditEntry" set "detail" = '{"word": "ख"}' where "id" = ${id - 1n}`,
  )
  expect(wordChanged).toEqual([expect.stringContaining(`entry ${id - 1n}, seal`)])
  expect(await foundAfter((tx) => tx.$executeRaw`delete from "AuditEntry" where "id" = ${id}`)).toEqual([
    expect.stringContaining(`entry ${id}, seal`),
  ])
  const putIn = await foundAfter(
    (tx) =>
      tx.$executeRaw`insert into "AuditEntry" ("at", "actorKind", "action", "detail") values (now(), 'system', 'x', '{}')`,
  )
  expect(putIn).toEqual([expect.stringContaining('has no seal')])
})

test('the end of a lane cannot be cut off once an hour has been sealed', async () => {
  await write('test.last')
  const { id, seal } = await newest()
  expect(await sealAudit(services)).toBe(true)
  expect(await sealAudit(services)).toBe(false)
  expect((await verifyAudit(services.db)).broken).toEqual([])
  const cut = await foundAfter(async (tx) => {
    await tx.$executeRaw`delete from "AuditSeal" where "entryId" = ${id}`
    await tx.$executeRaw`delete from "AuditEntry" where "id" = ${id}`
  })
  expect(cut.join('\n')).toContain(`seal ${seal?.position} of lane ${seal?.lane} is not what entry`)
  await write('test.after')
  services.setTime('2026-11-12T10:59:00+05:30')
  expect(await sealAudit(services)).toBe(false)
  services.setTime('2026-11-12T11:00:00+05:30')
  expect(await sealAudit(services)).toBe(true)
})

test('the portal’s account adds entries and changes none', async () => {
  await write('test.kept')
  const { id } = await newest()
  await expect(services.db.auditEntry.update({ where: { id }, data: { action: 'x' } })).rejects.toThrow()
  await expect(services.db.auditSeal.deleteMany({ where: { entryId: id } })).rejects.toThrow()
})
