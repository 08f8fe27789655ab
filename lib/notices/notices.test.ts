import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connectHome, type TestHome } from '#lib/billing/test-homes.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { makeOfficer, makeOffices } from '#lib/staff/test-desk.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { day } from '#lib/units/ist.ts'
import type { OfficeKind } from '#prisma/generated/client.ts'
import { currentNotices } from './current-notices.ts'
import { noticeReach } from './notice-reach.ts'
import { listOfficeNotices } from './office-notices.ts'
import { publishNotice } from './publish-notice.ts'
import { type NoticeWords, readNotice } from './read-notice.ts'
import { withdrawNotice } from './withdraw-notice.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
let services: TestServices
let home: TestHome
let [circle, near, far] = [] as unknown as [StaffActor, StaffActor, StaffActor]

beforeAll(async () => {
  services = await testServices(MORNING)
  await makeOffices(services)
  home = await connectHome(services)
  await services.db.connection.update({ where: { id: home.id }, data: { subdivision: 'Test' } })
  circle = await supervisor('CIRCLE', 'Test circle', ['Test', 'Near'])
  near = await supervisor('SUBDIVISION', 'Near', ['Near'])
  far = await supervisor('CIRCLE', 'Far circle', ['Far'])
})
beforeEach(() => services.setTime(MORNING))
afterAll(() => services.close())

async function supervisor(kind: OfficeKind, name: string, subdivisions: string[]): Promise<StaffActor> {
  const { staffId } = await makeOfficer(services, 'SUPERVISOR', { kind, name })
  const { officeId } = await services.db.staffAccount.findUniqueOrThrow({ where: { id: staffId } })
  return { ...testOfficer('SUPERVISOR', { officeKind: kind, subdivisions }), staffId, officeId }
}

const NOTICE: NoticeWords = {
  ...{ textHi: 'मंगलवार को बिजली बंद रहेगी।', textEn: 'No supply on Tuesday.', subdivision: null },
  ...{ fromOn: day('2026-11-24'), untilOn: day('2026-11-25') },
}
async function publish(
  actor: StaffActor,
  changed: Partial<NoticeWords> = {},
  id: string = randomUUID(),
): Promise<string> {
  expect(await publishNotice(services, actor, { id, notice: { ...NOTICE, ...changed } })).toEqual({ ok: true })
  return id
}
const seen = async () => (await currentNotices(services, home.actor, home.id)).map(({ id }) => id)
const at = (instant: string) => services.setTime(`2026-11-${instant}+05:30`)

test('a notice is read on its days, from the first midnight to the last, and never by a stranger', async () => {
  const id = await publish(circle)
  expect(await seen()).toEqual([])
  at('23T23:59:59')
  expect(await seen()).toEqual([])
  at('24T00:00:00')
  expect(await seen()).toEqual([id])
  at('25T23:59:59')
  expect(await currentNotices(services, home.actor, home.id)).toEqual([
    { id, text: { hi: NOTICE.textHi, en: NOTICE.textEn }, untilOn: '2026-11-25' },
  ])
  const stranger = await connectHome(services)
  expect(await currentNotices(services, stranger.actor, home.id)).toEqual([])
  at('26T00:00:00')
  expect(await seen()).toEqual([])
})

test('it speaks to the offices below, or to one sub-division of them', async () => {
  at('24T12:00:00')
  const before = await seen()
  await publish(near)
  await publish(far)
  await publish(circle, { subdivision: 'Near' })
  expect(await seen()).toEqual(before)
  const own = await publish(circle, { subdivision: 'Test' })
  expect(await seen()).toContain(own)
  expect(await publishNotice(services, near, { id: randomUUID(), notice: { ...NOTICE, subdivision: 'Test' } })).toEqual(
    {
      ok: false,
      reason: 'NOT_YOURS',
    },
  )
  expect([await noticeReach(services, circle, null), await noticeReach(services, near, 'Test')]).toEqual([1, 0])
})

test('it is withdrawn once, by its office or one above it, and is gone at once', async () => {
  at('24T12:00:00')
  const id = await publish(circle)
  expect([await withdrawNotice(services, near, id), await withdrawNotice(services, far, id)]).toEqual([false, false])
  expect(await seen()).toContain(id)
  const answers = await Promise.all([1, 2, 3].map(() => withdrawNotice(services, circle, id)))
  expect(answers, 'whoever presses twice sees no page of nothing').toEqual([true, true, true])
  expect(await seen()).not.toContain(id)
  expect((await listOfficeNotices(services, circle))?.find((notice) => notice.id === id)?.state).toBe('WITHDRAWN')
  expect((await listOfficeNotices(services, far))?.some((notice) => notice.id === id)).toBe(false)
  const ofBelow = await publish(near)
  expect(await withdrawNotice(services, circle, ofBelow)).toBe(true)
  const actions = await services.db.auditEntry.count({ where: { action: 'notice.withdrawn' } })
  expect(actions).toBe(2)
})

test('sent twice it is one, and its id is nobody else’s', async () => {
  const id = await publish(circle)
  await publish(circle, {}, id)
  expect(await publishNotice(services, far, { id, notice: NOTICE })).toEqual({ ok: false, reason: 'ID_TAKEN' })
  expect(await services.db.notice.count({ where: { id } })).toBe(1)
  expect(await publishNotice(services, testOfficer('CLERK'), { id: randomUUID(), notice: NOTICE })).toEqual({
    ok: false,
    reason: 'NOT_ALLOWED',
  })
  await expect(services.db.notice.update({ where: { id }, data: { textEn: 'Other.' } })).rejects.toThrow(
    'never changed',
  )
  await expect(services.db.notice.delete({ where: { id } })).rejects.toThrow('never deleted')
})

test('a form is told all that is wrong with it at once', () => {
  const read = (fields: Record<string, string>) =>
    readNotice(new URLSearchParams(fields), { now: services.now(), subdivisions: ['Test', 'Near'] })
  const good = { textHi: ' सूचना ', textEn: 'Notice', subdivision: 'ALL', fromOn: '2026-11-23', untilOn: '2026-11-23' }
  expect(read(good)).toEqual({
    ok: true,
    notice: { textHi: 'सूचना', textEn: 'Notice', subdivision: null, fromOn: '2026-11-23', untilOn: '2026-11-23' },
  })
  expect(
    read({ ...good, textHi: '', textEn: 'x'.repeat(301), subdivision: 'Far', fromOn: '', untilOn: '2026-11-22' }),
  ).toEqual({
    ok: false,
    errors: [
      { field: 'textHi', reason: 'NO_TEXT' },
      { field: 'textEn', reason: 'TOO_LONG' },
      { field: 'subdivision', reason: 'NOT_YOURS' },
      { field: 'fromOn', reason: 'NOT_A_DAY' },
      { field: 'untilOn', reason: 'IS_PAST' },
    ],
  })
  const wrongEnd = (untilOn: string) => read({ ...good, fromOn: '2026-12-01', untilOn })
  expect(wrongEnd('2026-11-30')).toMatchObject({ errors: [{ reason: 'ENDS_BEFORE' }] })
  expect(wrongEnd('2027-03-04')).toMatchObject({ errors: [{ reason: 'TOO_FAR' }] })
})

test('what is shown or to come is listed before all that is over, however many came since', async () => {
  at('23T10:00:00')
  const old = await publish(near, { untilOn: day('2026-11-30') })
  at('23T10:00:01')
  for (let n = 0; n < 51; n += 1) {
    const id = await publish(near)
    if (n > 0) expect(await withdrawNotice(services, near, id)).toBe(true)
  }
  const listed = (await listOfficeNotices(services, near)) ?? []
  expect(listed.map(({ id }) => id)).toContain(old)
  expect(listed.findIndex(({ id }) => id === old)).toBeLessThan(listed.findIndex(({ state }) => state === 'WITHDRAWN'))
  expect(listed.filter(({ state }) => state === 'WITHDRAWN')).toHaveLength(50)
})
