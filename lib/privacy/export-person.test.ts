import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeSentTo } from '#lib/identity/test-logins.ts'
import { type Home, makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { askForExport, EXPORTS_PER_DAY, exportPerson } from './export-person.ts'
import { EXPORT_SECTIONS } from './export-sections.ts'
import { type FullPerson, makeFullPerson } from './test-person.ts'

const ROOT = path.dirname(path.dirname(import.meta.dirname))
const classes: Record<string, { personal?: string[]; exported: string }> = JSON.parse(
  fs.readFileSync(path.join(ROOT, 'docs', 'privacy', 'data-classes.json'), 'utf8'),
)
const MORNING = '2026-11-23T10:00:00+05:30'
let services: TestServices
let lakshmi: FullPerson
let stranger: FullPerson
beforeAll(async () => {
  services = await testServices(MORNING)
  lakshmi = await makeFullPerson(services)
  stranger = await makeFullPerson(services)
})
afterAll(() => services.close())
// Each test on a day of its own, so that none uses up another's codes.
let day = 0
beforeEach(() => {
  day += 1
  services.setTime(new Date(Date.parse(MORNING) + day * 86_400_000).toISOString())
})

type ExportFile = Record<string, { title: string; rows: Record<string, unknown>[] }>
const by = { source: '203.0.113.7' }

async function codeFor({ actor, mobile }: Home): Promise<string> {
  expect(await askForExport(services, actor, by)).toEqual({ ok: true })
  return codeSentTo(services, mobile as Mobile)
}
const take = ({ actor }: Home, code: string) => exportPerson(services, actor, { code, ...by, locale: 'en' })
async function fileOf(person: Home): Promise<{ file: ExportFile; text: string }> {
  const exported = await take(person, await codeFor(person))
  if (!exported.ok) throw new Error(exported.reason)
  let text = ''
  for await (const piece of exported.pieces) text += piece
  return { file: JSON.parse(text), text }
}

test('each table is in the file under a name that it has, or named with the reason why not', () => {
  const named = Object.entries(classes).filter(([, { exported }]) => !exported.startsWith('no: '))
  expect(new Set(named.map(([, { exported }]) => exported))).toEqual(new Set(Object.keys(EXPORT_SECTIONS)))
  for (const [table, { personal, exported }] of Object.entries(classes))
    if (personal) expect(exported, `${table} holds something personal`).not.toBe('no: no person is in it')
})

test('the file has something of every part, with what its person wrote, and says what it is', async () => {
  const { file, text } = await fileOf(lakshmi)
  for (const name of Object.keys(EXPORT_SECTIONS)) {
    expect(file[name]?.title, name).toMatch(/\w/)
    expect(file[name]?.rows.length, name).toBeGreaterThan(0)
  }
  expect(file.person?.rows).toMatchObject([{ mobile: lakshmi.mobile, language: 'en' }])
  expect(file.connections?.rows).toMatchObject([{ consumerNo: lakshmi.consumerNo, holderName: lakshmi.holderName }])
  expect(file.bills?.rows).toMatchObject([{ month: '2026-10', periodFrom: '2026-10-01', payableByDuePaise: 50_000 }])
  expect(file.days?.rows).toMatchObject([
    { onDay: '2026-11-10', energyWh: 4200, receivedAt: '2026-11-23T04:30:00.000Z' },
  ])
  const told = ['messages', 'chat', 'chatState', 'notices', 'complaints', 'complaintDrafts', 'keys', 'logins']
  for (const name of told) expect(JSON.stringify(file[name]), name).toContain(lakshmi.words)
  const photo = Buffer.from(String(file.complaintFiles?.rows[0]?.bytes), 'base64').toString()
  expect(photo).toBe(lakshmi.words)
  expect(file.history?.rows.map(({ action }) => action)).toEqual(['login.succeeded', 'person.exported'])
  expect(text, 'no code that was sent').not.toContain('482913')
  expect(text, 'no hash of a secret').not.toMatch(/hash/i)
})

test('nothing of anybody else is in it, not even what went to the number before it was hers', async () => {
  const { text } = await fileOf(lakshmi)
  for (const theirs of [stranger.words, stranger.mobile, stranger.holderName, stranger.consumerNo])
    expect(text).not.toContain(theirs)
  const old = { channel: 'SMS', toMobile: lakshmi.mobile, kind: 'NEWS', state: 'SENT' } as const
  const before = new Date('2026-01-05T10:00:00Z')
  await services.db.message.create({
    data: { ...old, text: 'for Somebody Else', createdAt: before, sentAt: before, sendAfter: before },
  })
  expect((await fileOf(lakshmi)).text).not.toContain('for Somebody Else')

  const asha = await makeHome(services)
  await services.db.chat.create({ data: { mobile: asha.mobile, state: { said: 'for Somebody Else' } } })
  await services.db.whatsAppContact.create({ data: { mobile: asha.mobile, lastHeardAt: before, agreedAt: before } })
  const { file, text: hers } = await fileOf(asha)
  expect(hers).not.toContain('for Somebody Else')
  expect(file.whatsApp?.rows).toEqual([])
})

test('an old bill opens bills and no readings; a link that ended opens neither', async () => {
  const where = { consumerId: lakshmi.actor.consumerId }
  await services.db.mobileLink.updateMany({ where, data: { proof: 'BILL_FACTS' } })
  const weak = (await fileOf(lakshmi)).file
  expect(weak.bills?.rows).toHaveLength(1)
  for (const name of ['connections', 'days', 'halfHours', 'looks']) expect(weak[name]?.rows, name).toEqual([])
  await services.db.mobileLink.updateMany({ where, data: { endedAt: services.now() } })
  services.setTime(new Date(+services.now() + 60_000).toISOString())
  const ended = (await fileOf(lakshmi)).file
  expect(ended.bills?.rows).toEqual([])
  expect(ended.links?.rows).toHaveLength(1)
  await services.db.mobileLink.updateMany({ where, data: { proof: 'MASTER_RECORD', endedAt: null } })
})

test('a code gives one file, to whom it was sent', async () => {
  const code = await codeFor(lakshmi)
  expect(await take(stranger, code), 'a stranger asked for none').toMatchObject({ ok: false, reason: 'expired' })
  const wrong = code === '000000' ? '000001' : '000000'
  expect(await take(lakshmi, wrong)).toMatchObject({ ok: false, reason: 'wrong', triesLeft: 4 })
  const both = await Promise.all([take(lakshmi, code), take(lakshmi, code)])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await take(lakshmi, code)).toMatchObject({ ok: false, reason: 'expired' })
})

test('so many files a day, and none for a day after the number changed', async () => {
  const asha = await makeHome(services)
  for (let file = 0; file < EXPORTS_PER_DAY; file++) {
    services.setTime(new Date(+services.now() + 3_600_000).toISOString())
    await fileOf(asha)
  }
  services.setTime(new Date(+services.now() + 3_600_000).toISOString())
  expect(await take(asha, await codeFor(asha))).toEqual({ ok: false, reason: 'too-many' })

  const mobileChangedAt = services.now()
  const where = { id: lakshmi.actor.consumerId }
  const code = await codeFor(lakshmi)
  await services.db.consumer.update({ where, data: { mobileChangedAt }, select: { id: true } })
  expect(await take(lakshmi, code)).toEqual({ ok: false, reason: 'cooling' })
  expect(await askForExport(services, lakshmi.actor, by)).toEqual({ ok: false, reason: 'cooling' })
})
