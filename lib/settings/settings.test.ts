import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { isWorkingDay } from '#lib/camps/camp-day-rules.ts'
import { clockFor, complaintCatalogue } from '#lib/complaints/catalogue.ts'
import { holdDeskSettings, NO_DESK_SETTINGS } from '#lib/platform/desk-settings.ts'
import { env } from '#lib/platform/env.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { day } from '#lib/units/ist.ts'
import { applySettings } from './apply-settings.ts'
import { changeSetting } from './change-setting.ts'
import { listSettings } from './list-settings.ts'
import { readSetting } from './read-setting.ts'
import { type SettingValue, settingKinds } from './setting-kinds.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
const admin = testOfficer('ADMINISTRATOR')
let services: TestServices

beforeAll(async () => {
  services = await testServices(MORNING)
})
beforeEach(() => services.setTime(MORNING))
afterEach(() => holdDeskSettings(NO_DESK_SETTINGS))
afterAll(() => services.close())

const change = (key: string, value: SettingValue, fromOn: string, by = admin) =>
  changeSetting(services, by, { key, value, fromOn: day(fromOn) })

async function on(instant: string): Promise<void> {
  services.setTime(`${instant}+05:30`)
  await applySettings(services)
}

test('a helpline changes on its first day, everywhere that asks the environment, and stays changed', async () => {
  const before = env().discom.helpline
  expect(await change('HELPLINE', '1800-000-000', '2026-12-01')).toBe(true)
  expect(env().discom.helpline).toBe(before)
  await on('2026-11-30T23:59:59')
  expect(env().discom.helpline).toBe(before)
  await on('2026-12-01T00:00:00')
  expect(env().discom).toMatchObject({ helpline: '1800-000-000', shortName: 'JBVNL' })
  // The later word of the same day counts, also where it was said first for another.
  services.setTime(MORNING)
  await change('HELPLINE', '1800-111-111', '2026-12-01')
  await on('2026-12-05T12:00:00')
  expect(env().discom.helpline).toBe('1800-111-111')
  const view = (await listSettings(services, admin))?.find(({ key }) => key === 'HELPLINE')
  expect(view?.changes.map(({ value }) => value)).toEqual(['1800-111-111', '1800-000-000'])
})

test('the time of a complaint, a saved reply and a holiday hold from today on at once', async () => {
  const [reply] = complaintCatalogue().replies
  if (!reply) throw new Error('no reply')
  const source = { hi: 'जाँच का नियम', en: 'A rule of a test' }
  await change('HOURS:BILL', { hours: 48, source }, '2026-11-23')
  await change(`REPLY:${reply.key}`, { hi: 'नमस्ते', en: 'Hello' }, '2026-11-23')
  expect(isWorkingDay(day('2026-11-24'))).toBe(true)
  await change('HOLIDAYS', ['2026-11-24'], '2026-11-23')
  expect(clockFor('BILL', 'SUBDIVISION')).toMatchObject({ hours: 48, source })
  expect(clockFor('METER', 'SUBDIVISION').hours).toBe(120)
  expect(complaintCatalogue().replies.find(({ key }) => key === reply.key)?.words).toEqual({ hi: 'नमस्ते', en: 'Hello' })
  expect(isWorkingDay(day('2026-11-24'))).toBe(false)
  await change('HOLIDAYS', [], '2026-11-23')
  expect(isWorkingDay(day('2026-11-24'))).toBe(true)
})

test('a form that is sent twice, at once or later, is one change, and one that goes back is another', async () => {
  const [words, others] = [
    { hi: 'उपभोक्ता मंच', en: 'Consumer forum' },
    { hi: 'नया मंच', en: 'New forum' },
  ]
  const say = (value: SettingValue) => change('FORUM', value, '2026-12-01')
  expect(await Promise.all([say(words), say(words), say(words)])).toEqual([true, true, true])
  await say(words)
  await say(others)
  await say(words)
  const said = await services.db.deskSetting.findMany({ where: { key: 'FORUM' }, orderBy: { id: 'asc' } })
  expect(said.map(({ value }) => value)).toEqual([words, others, words])
})

test('nobody but an administrator changes anything, and nothing that there is not', async () => {
  for (const role of ['CLERK', 'CAMP_OFFICER', 'BILLING_OFFICER', 'SUPERVISOR'] as const) {
    expect(await change('HELPLINE', '1', '2026-12-01', testOfficer(role))).toBe(false)
    expect(await listSettings(services, testOfficer(role))).toBeNull()
  }
  expect(await change('UPI_VPA', 'thief@invalid', '2026-12-01')).toBe(false)
  const written = await services.db.auditEntry.findMany({ where: { action: 'staff.refused' } })
  expect(written).toHaveLength(8)
  const [row] = await services.db.deskSetting.findMany({ take: 1 })
  await expect(services.db.deskSetting.deleteMany({ where: { id: row?.id } })).rejects.toThrow()
})

test('forms are read by their shape, and told all that is wrong at once', () => {
  const now = new Date(MORNING)
  const read = (key: string, fields: Record<string, string>) => {
    const kind = settingKinds().find((known) => known.key === key)
    if (!kind) throw new Error(key)
    return readSetting(kind, new URLSearchParams({ fromOn: '2026-12-01', ...fields }), now)
  }
  const errors = (found: ReturnType<typeof readSetting>) =>
    found.ok ? [] : found.errors.map(({ field, reason }) => `${field} ${reason}`)
  expect(read('HELPLINE', { text: ' 1912 ' })).toEqual({ ok: true, value: '1912', fromOn: '2026-12-01' })
  expect(read('HELPLINE', { text: '\u202e19\0\r\n12\u2066' })).toMatchObject({ value: '19 12' })
  expect(errors(read('HELPLINE', { text: '\u202e\0' }))).toEqual(['text NO_TEXT'])
  expect(errors(read('HELPLINE', { text: '1'.repeat(301) }))).toEqual(['text TOO_LONG'])
  expect(errors(read('HELPLINE', { text: 'day and night' }))).toEqual(['text NO_NUMBER'])
  expect(read('HELPLINE', { text: '१९१२ (दिन-रात)' })).toMatchObject({ ok: true, value: '१९१२ (दिन-रात)' })
  expect(errors(read('FORUM', { hi: 'म'.repeat(301), en: '\u200b' }))).toEqual(['hi TOO_LONG', 'en ONE_LANGUAGE'])
  expect(errors(read('HELPLINE', { text: '', fromOn: '2026-11-22' }))).toEqual(['fromOn IS_PAST', 'text NO_TEXT'])
  expect(errors(read('FORUM', { hi: 'फोरम', en: '', fromOn: 'soon' }))).toEqual(['fromOn NOT_A_DAY', 'en ONE_LANGUAGE'])
  expect(read('HOURS:BILL', { hours: '48', hi: '', en: '' })).toMatchObject({ value: { hours: 48, source: null } })
  expect(errors(read('HOURS:BILL', { hours: '0', hi: 'नियम', en: '' }))).toEqual(['hours NOT_HOURS', 'en ONE_LANGUAGE'])
  expect(read('HOLIDAYS', { days: '2026-12-25, 2026-11-24\n2026-12-25' })).toMatchObject({
    value: ['2026-11-24', '2026-12-25'],
  })
  expect(errors(read('HOLIDAYS', { days: '25.12.2026' }))).toEqual(['days NOT_DAYS'])
})
