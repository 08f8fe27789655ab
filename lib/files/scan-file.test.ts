import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { MOST_FILE_BYTES } from '#lib/complaints/file-limits.ts'
import { registerByMobile } from '#lib/complaints/register-by-mobile.ts'
import { registerComplaint } from '#lib/complaints/register-complaint.ts'
import { writeMessage } from '#lib/complaints/write-message.ts'
import { readBillPhoto } from '#lib/linking/photo/read-bill-photo.ts'
import { stopPhotoReader } from '#lib/linking/photo/read-photo.ts'
import { stateMetrics } from '#lib/operations/state-metrics.ts'
import { type Home, makeHome } from '#lib/payments/test-bills.ts'
import { countedRefusals } from '#lib/platform/refusals.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { scanFile, scannerAnswers } from './scan-file.ts'
import { TestClamd } from './test-clamd.ts'

const clamd = new TestClamd()
const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
let services: TestServices
let photo: Buffer

beforeAll(async () => {
  vi.stubEnv('CLAMD', await clamd.listen())
  services = await testServices('2026-11-20T10:00:00+05:30')
  photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#224466' } })
    .png()
    .toBuffer()
})
afterAll(async () => {
  await Promise.all([services.close(), stopPhotoReader(), clamd.close()])
  vi.unstubAllEnvs()
  log.mockRestore()
})
beforeEach(() => {
  clamd.manner = 'clean'
  clamd.files.length = 0
  log.mockClear()
})

const complain = ({ connectionId, actor }: Home, uploads: Buffer[]) =>
  registerComplaint(
    services,
    actor,
    {
      ...{ connectionId, requestKey: randomUUID(), category: 'VOLTAGE', since: 'Monday', detail: 'Too low.' },
      evidence: null,
    },
    uploads,
  )
const keptOf = ({ connectionId }: Home) =>
  services.db.complaintAttachment.count({ where: { complaint: { connectionId } } })
const found = (actorId: string) =>
  services.db.auditEntry.findMany({
    where: { action: 'file.infected', actorId },
    select: { actorKind: true, detail: true },
  })
const faults = () => log.mock.calls.map(([line]) => JSON.parse(String(line)).fault)
const SIGNATURE = { signature: 'Eicar-Test-Signature' }

it('takes a clean file, which the scanner saw as it came and before it was drawn anew', async () => {
  const asha = await makeHome(services)
  expect(await complain(asha, [photo])).toMatchObject({ ok: true })
  expect(clamd.files).toEqual([photo])
  expect(await keptOf(asha)).toBe(1)
  expect(faults()).toEqual([])
})

it('refuses a file with a virus by name, keeps it nowhere, and notes from whom it came and what it was', async () => {
  const asha = await makeHome(services)
  const before = countedRefusals().get('INFECTED') ?? 0
  clamd.manner = 'found'
  const virus = Buffer.from('no picture at all')
  expect(await complain(asha, [virus])).toEqual({ ok: false, reasons: ['FILE_INFECTED'] })
  expect(await services.db.complaint.count({ where: { connectionId: asha.connectionId } })).toBe(0)
  const drafts = await services.asOwner().$queryRaw<
    { draft: string }[]
  >`select d::text as "draft" from "ComplaintDraft" d`
  expect(JSON.stringify(drafts)).not.toContain(virus.toString('hex'))
  expect(await found(asha.actor.consumerId)).toEqual([{ actorKind: 'consumer', detail: SIGNATURE }])
  expect(countedRefusals().get('INFECTED')).toBe(before + 1)
  expect(faults()).toEqual(['REFUSED'])
})

it('refuses it in a message, in a chat and as the photo of a bill as well', async () => {
  const asha = await makeHome(services)
  const made = await complain(asha, [])
  if (!made?.ok) throw new Error('not registered')
  clamd.manner = 'found'
  const { complaintId } = made
  expect(await writeMessage(services, asha.actor, { complaintId, text: '', uploads: [photo] })).toEqual({
    ok: false,
    reason: 'FILE_INFECTED',
  })
  const chat = { kind: 'anonymous', source: 'whatsapp 9200099991' } as const
  const words = { category: 'VOLTAGE', since: 'Monday', detail: '', requestKey: randomUUID(), area: 'Test' }
  await services.db.office.create({ data: { kind: 'CIRCLE', name: 'Test' } })
  const refused = await registerByMobile(services, chat, { ...words, mobile: '9200099991' as Mobile, language: 'hi' }, [
    photo,
  ])
  expect(refused.ok).toBe(false)
  const takePhoto = async () => photo
  expect(await readBillPhoto(services, chat, { takePhoto, of: null })).toEqual({ ok: false, reason: 'infected' })
  expect(await found(asha.actor.consumerId)).toHaveLength(1)
  const anonymous = await services.db.auditEntry.findMany({
    where: { action: 'file.infected', actorKind: 'anonymous' },
    select: { actorId: true, detail: true },
  })
  expect(anonymous.map(({ detail }) => detail)).toEqual([SIGNATURE, SIGNATURE])
  expect(JSON.stringify(anonymous)).not.toContain('9200099991')
  expect(await keptOf(asha)).toBe(0)
})

it.each(['error', 'breaks off'] as const)('takes no file while the scanner only answers: %s', async (manner) => {
  const asha = await makeHome(services)
  clamd.manner = manner
  expect(await complain(asha, [photo])).toEqual({ ok: false, reasons: ['FILE_NOT_SCANNED'] })
  expect(await keptOf(asha)).toBe(0)
  expect(faults()).toEqual(['SCANNER'])
  const takePhoto = async () => photo
  const somebody = { kind: 'anonymous', source: `203.0.113.9 ${manner}` } as const
  expect(await readBillPhoto(services, somebody, { takePhoto, of: null })).toEqual({ ok: false, reason: 'not-scanned' })
  expect(await complain(asha, []), 'words are').toMatchObject({ ok: true })
})

it('has what is too large looked at by nobody', async () => {
  const asha = await makeHome(services)
  const huge = Buffer.alloc(MOST_FILE_BYTES + 1)
  expect(await complain(asha, [huge])).toEqual({ ok: false, reasons: ['TOO_BIG'] })
  const takePhoto = async () => Buffer.alloc(32 * 1024 * 1024)
  const somebody = { kind: 'anonymous', source: '203.0.113.10' } as const
  expect(await readBillPhoto(services, somebody, { takePhoto, of: null })).toEqual({ ok: false, reason: 'too-big' })
  expect(clamd.files).toEqual([])
})

it('writes of a signature nothing that is no name', async () => {
  const asha = await makeHome(services)
  clamd.manner = 'odd name'
  expect(await scanFile(services, asha.actor, photo)).toBe('INFECTED')
  const detail = { signature: `Win.Test__b_${'x'.repeat(88)}` }
  expect(await found(asha.actor.consumerId)).toEqual([{ actorKind: 'consumer', detail }])
})

it('says whether it answers, which the metrics tell', async () => {
  const told = async () => (await (await stateMetrics(services)).metrics()).match(/^portal_scanner_answers .$/m)?.[0]
  expect([await scannerAnswers(), await told()]).toEqual([true, 'portal_scanner_answers 1'])
  clamd.manner = 'error'
  expect([await scannerAnswers(), await told()]).toEqual([true, 'portal_scanner_answers 1'])
  clamd.manner = 'hangs'
  expect([await scannerAnswers(), await told()]).toEqual([false, 'portal_scanner_answers 0'])
})

it('says how old its signatures are, as the metrics do', async () => {
  const told = async () =>
    (await (await stateMetrics(services)).metrics()).match(/^portal_scanner_signatures_timestamp_seconds (\d+)$/m)?.[1]
  expect(await told()).toBe(String(Date.UTC(2026, 10, 2, 9, 31, 2) / 1_000))
  clamd.version = 'ClamAV 1.4.6'
  expect(await told()).toBe('0')
})
